using System.Text.Json;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Templates;

/// <summary>The Mappings of a template: a value for a mapping's name and two keys. It holds literals only.</summary>
sealed class TemplateMappings
{
    readonly Dictionary<(string Mapping, string TopKey, string SecondKey), TemplateValue> values = [];
    readonly HashSet<string> names = [];

    public IReadOnlySet<string> Names => names;

    /// <exception cref="AwsError">InvalidParameters when there is no such value.</exception>
    public TemplateValue Find(string mapping, string topKey, string secondKey)
    {
        if (!names.Contains(mapping))
        {
            throw AwsError.InvalidParameters($"The template has no mapping {NearMiss.Quote(mapping)}.{NearMiss.Hint(mapping, names)}", TemplateCauses.Mapping);
        }

        if (values.TryGetValue((mapping, topKey, secondKey), out var value))
        {
            return value;
        }

        var topKeys = values.Keys.Where(key => key.Mapping == mapping).Select(key => key.TopKey).Distinct().ToList();
        throw AwsError.InvalidParameters(
            topKeys.Contains(topKey)
                ? $"The template's mapping {NearMiss.Quote(mapping)} has no {NearMiss.Quote(secondKey)} for {NearMiss.Quote(topKey)}."
                : $"The template's mapping {NearMiss.Quote(mapping)} has no key {NearMiss.Quote(topKey)}.{NearMiss.Hint(topKey, topKeys)}",
            TemplateCauses.Mapping);
    }

    public static TemplateMappings Parse(JsonElement json, JsonPath path, ParseContext context)
    {
        var mappings = new TemplateMappings();
        foreach (var (name, mapping) in context.Members(json, path, "Mappings must be an object of mappings."))
        {
            mappings.names.Add(name);
            foreach (var (topKey, entries) in context.Members(mapping, path[name], "A mapping must be an object of objects."))
            {
                foreach (var (secondKey, value) in context.Members(entries, path[name][topKey], "A mapping's key must hold an object of values."))
                {
                    mappings.Add((name, topKey, secondKey), value, path[name][topKey][secondKey], context);
                }
            }
        }

        return mappings;
    }

    void Add((string, string, string) key, JsonElement json, JsonPath path, ParseContext context)
    {
        if (JsonText.OfScalar(json) is { } text)
        {
            values[key] = TemplateValue.Of(text);
            return;
        }

        if (json.ValueKind != JsonValueKind.Array || json.EnumerateArray().Any(item => JsonText.OfScalar(item) is null))
        {
            context.Error(path, "A mapping's value must be a text or a list of texts; functions are not allowed in Mappings.", "Write the value out; the keys that Fn::FindInMap looks up may be computed.");
            return;
        }

        values[key] = TemplateValue.Of([.. json.EnumerateArray().Select(item => JsonText.OfScalar(item)!)]);
    }
}
