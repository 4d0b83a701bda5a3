using Hatchery.Core.Things;

namespace Hatchery.Core.Registry;

/// <summary>Source: AWS IoT "Static thing groups": a thing may not be in two groups of one hierarchy.</summary>
public static class ThingGroupTree
{
    /// <summary>The root names the hierarchy: two groups are of one exactly when they have the same.</summary>
    public static ThingGroupName RootOf(this IThingGroups groups, ThingGroupName group) =>
        groups.Ancestors(group) is [var root, ..] ? root.Name : group;
}
