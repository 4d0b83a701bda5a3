using System.Text.Json;

namespace Hatchery.Core.Templates.Warnings;

/// <summary>Whether a role's trust policy lets AWS IoT assume it. Source: AWS IoT "Provisioning devices that don't have device certificates".</summary>
static class RoleTrust
{
    const string Iot = "iot.amazonaws.com";

    public static bool IncludesIot(string assumeRolePolicy)
    {
        try
        {
            using var document = JsonDocument.Parse(assumeRolePolicy);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("Statement", out var statements)
                && OneOrMany(statements).Any(Allows);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static bool Allows(JsonElement statement) =>
        statement.ValueKind == JsonValueKind.Object
        && statement.TryGetProperty("Effect", out var effect) && Text(effect) == "Allow"
        && statement.TryGetProperty("Action", out var actions) && OneOrMany(actions).Any(action => Text(action) is "sts:AssumeRole" or "sts:*" or "*")
        && statement.TryGetProperty("Principal", out var principal)
        && (Text(principal) == "*" || (principal.ValueKind == JsonValueKind.Object
            && principal.TryGetProperty("Service", out var services) && OneOrMany(services).Any(service => Text(service) == Iot)));

    static JsonElement[] OneOrMany(JsonElement json) => json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [json];

    static string? Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : null;
}
