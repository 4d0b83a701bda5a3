using System.Text.Json;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning.Hooks;

/// <summary>What a hook answered.</summary>
/// <param name="ParameterOverrides">Win over the device's parameters and may add names; empty in a refusal.</param>
public sealed record HookAnswer(bool Allowed, IReadOnlyDictionary<string, string> ParameterOverrides)
{
    const string Allow = "allowProvisioning";
    const string Overrides = "parameterOverrides";

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    static readonly HookAnswer Refusal = new(false, new Dictionary<string, string>());

    /// <summary>
    /// Reads an answer. AWS takes <c>true</c>, <c>"true"</c> and <c>1</c> for yes; <c>false</c>, <c>"false"</c> and <c>0</c> say no,
    /// and everything else is as good as no.
    /// </summary>
    /// <exception cref="FormatException">No usable answer; the message goes on after "the hook's answer".</exception>
    public static HookAnswer Parse(ReadOnlyMemory<byte> utf8)
    {
        using var json = ReadJson(utf8);
        try
        {
            return Read(json.RootElement);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("has half a character in a string", e);
        }
    }

    /// <summary>The device's parameters with the overrides laid over them.</summary>
    public IReadOnlyDictionary<string, string> Over(IReadOnlyDictionary<string, string> parameters)
    {
        var merged = new Dictionary<string, string>(parameters);
        foreach (var (name, value) in ParameterOverrides)
        {
            merged[name] = value;
        }

        return merged;
    }

    static HookAnswer Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"must be a JSON object, not {KindOf(root)}");
        }

        if (!root.TryGetProperty(Allow, out var allow))
        {
            throw new FormatException($"has no {Allow}.{NearMiss.Hint(Allow, root.EnumerateObject().Select(member => member.Name))}".TrimEnd('.'));
        }

        return IsYes(allow) ? new HookAnswer(true, ReadOverrides(root)) : Refusal;
    }

    static JsonDocument ReadJson(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, Strict);
        }
        catch (JsonException e)
        {
            throw new FormatException(utf8.IsEmpty ? "is empty" : "is not valid JSON", e);
        }
    }

    static bool IsYes(JsonElement allow) => allow.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when allow.ValueEquals("true") => true,
        JsonValueKind.String when allow.ValueEquals("false") => false,
        JsonValueKind.Number when allow.TryGetInt32(out var number) && number is 0 or 1 => number == 1,
        _ => throw new FormatException($"must have {Allow} true or false, not {KindOf(allow)}"),
    };

    static Dictionary<string, string> ReadOverrides(JsonElement root)
    {
        var overrides = new Dictionary<string, string>();
        if (!root.TryGetProperty(Overrides, out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return overrides;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"must have a map of strings in {Overrides}, not {KindOf(given)}");
        }

        foreach (var member in given.EnumerateObject())
        {
            overrides.Add(member.Name, ReadOverride(member));
        }

        return overrides;
    }

    static string ReadOverride(JsonProperty member)
    {
        var path = $"{Overrides}.{NearMiss.Quote(member.Name)}";
        if (member.Name.StartsWith(TemplateScope.CertificatePrefix, StringComparison.Ordinal))
        {
            throw new FormatException($"sets {path}, but a token registers its own certificate and no other");
        }

        if (member.Value.ValueKind != JsonValueKind.String)
        {
            throw new FormatException($"must have a string in {path}, not {KindOf(member.Value)}");
        }

        var value = member.Value.GetString()!;
        if (member.Name.Length > Limits.ParameterNameMax || value.Length > Limits.ParameterValueMax)
        {
            throw new FormatException($"is too long in {path}: a name has at most {Limits.ParameterNameMax} characters, a value {Limits.ParameterValueMax}");
        }

        return value;
    }

    static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the string {NearMiss.Quote(value.GetString()!)}",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}
