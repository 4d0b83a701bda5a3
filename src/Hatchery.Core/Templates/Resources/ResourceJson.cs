using System.Text.Json;

namespace Hatchery.Core.Templates.Resources;

/// <summary>A resource of a template as it is written, of whatever type.</summary>
/// <param name="Name">Its logical name: any, and the key by which RegisterThing of the API answers its ARN.</param>
sealed record ResourceJson(string Name, JsonPath Path, JsonElement Json)
{
    public JsonPath PropertiesPath => Path["Properties"];

    public string? ResourceType => Json.TryGetProperty("Type", out var type) ? JsonText.OfScalar(type) : null;

    /// <summary>The properties, after every one that is unknown has been refused.</summary>
    public Dictionary<string, JsonElement> Properties(ParseContext context, params ReadOnlySpan<string> known)
    {
        var properties = new Dictionary<string, JsonElement>();
        if (!Json.TryGetProperty("Properties", out var json))
        {
            context.Error(Path, "The resource has no Properties.");
            return properties;
        }

        var names = known.ToArray();
        foreach (var (name, value) in context.Members(json, PropertiesPath, "Properties must be an object."))
        {
            if (!names.Contains(name))
            {
                context.Unknown(PropertiesPath[name], $"The property of {ResourceType}", name, names);
                continue;
            }

            properties.Add(name, value);
        }

        return properties;
    }

    public Dictionary<string, OverrideAction> Overrides(ParseContext context, params IReadOnlyList<OverridableProperty> properties)
    {
        if (!Json.TryGetProperty("OverrideSettings", out var json))
        {
            return [];
        }

        if (properties.Count > 0)
        {
            return OverrideSettings.Parse(json, Path["OverrideSettings"], properties, context);
        }

        context.Error(Path["OverrideSettings"], $"{ResourceType} has no OverrideSettings.");
        return [];
    }
}
