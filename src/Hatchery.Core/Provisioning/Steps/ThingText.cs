using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning.Steps;

static class ThingText
{
    /// <summary>Type and attributes, as they follow a thing's name in a step's text.</summary>
    public static string Of(Thing thing)
    {
        var type = thing.TypeName is { } name ? $" of type {name}" : "";
        var attributes = thing.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal).Select(attribute => $"{attribute.Key}={attribute.Value}").ToList();
        return attributes.Count == 0 ? type : $"{type} with {string.Join(", ", attributes)}";
    }
}
