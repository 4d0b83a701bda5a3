using System.Text.Json;

namespace Hatchery.Core.Templates.Resources;

/// <summary>Parses a resource's OverrideSettings against the properties that may be overridden.</summary>
static class OverrideSettings
{
    /// <summary>AWS's examples write keys as the property is spelt, its prose lists the constant: both are accepted.</summary>
    public static Dictionary<string, OverrideAction> Parse(JsonElement json, JsonPath path, IReadOnlyList<OverridableProperty> properties, ParseContext context)
    {
        var settings = new Dictionary<string, OverrideAction>();
        foreach (var (key, value) in context.Members(json, path, "OverrideSettings must be an object."))
        {
            var property = properties.FirstOrDefault(candidate => key == candidate.Name || key == candidate.Constant);
            if (property is null)
            {
                context.Unknown(path[key], "The override setting", key, [.. properties.Select(known => known.Name)]);
            }
            else if (ActionOf(value) is not { } action || (action == OverrideAction.Merge && !property.CanMerge))
            {
                context.Error(path[key], $"The override of {property.Name} must be one of {(property.CanMerge ? "DO_NOTHING, REPLACE, MERGE and FAIL" : "DO_NOTHING, REPLACE and FAIL")}.");
            }
            else if (!settings.TryAdd(property.Name, action))
            {
                context.Error(path[key], $"The override of {property.Name} is set twice.");
            }
        }

        return settings;
    }

    static OverrideAction? ActionOf(JsonElement json) => JsonText.OfScalar(json) switch
    {
        "DO_NOTHING" => OverrideAction.DoNothing,
        "REPLACE" => OverrideAction.Replace,
        "MERGE" => OverrideAction.Merge,
        "FAIL" => OverrideAction.Fail,
        _ => null,
    };
}

sealed record OverridableProperty(string Name, string Constant, bool CanMerge = false);
