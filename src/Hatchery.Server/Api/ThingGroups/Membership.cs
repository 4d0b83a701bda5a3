using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.ThingGroups;

/// <summary>
/// Which groups a thing may be put into: at most 10, and no two of one hierarchy. Source: AWS IoT "Static thing groups".
/// The refusals are InvalidRequestException because these operations declare no LimitExceededException.
/// </summary>
static class Membership
{
    /// <summary>Adding a thing to a group that it is in already changes nothing.</summary>
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static void Add(IThingGroups groups, ThingGroupName group, ThingName thing)
    {
        var current = groups.GroupsOf(thing, new PageRequest(Limits.PageSizeMax)).Items;
        if (current.Contains(group))
        {
            return;
        }

        if (current.Count >= Limits.GroupsPerThingMax)
        {
            throw AwsError.InvalidRequest($"Thing {thing} cannot be added to thing group {group}: it is in {Limits.GroupsPerThingMax} groups already");
        }

        var root = groups.RootOf(group);
        foreach (var other in current)
        {
            if (groups.RootOf(other) == root)
            {
                throw AwsError.InvalidRequest(
                    $"Thing {thing} cannot be added to thing group {group}: it is in thing group {other} of the same hierarchy, whose root is {root}");
            }
        }

        groups.AddThing(group, thing);
    }
}
