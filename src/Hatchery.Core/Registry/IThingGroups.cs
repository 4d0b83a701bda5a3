using Hatchery.Core.Things;

namespace Hatchery.Core.Registry;

public interface IThingGroups
{
    ThingGroup? Find(ThingGroupName name);

    /// <exception cref="AwsError">ResourceAlreadyExistsException when the name is taken.</exception>
    void Insert(ThingGroup group);

    /// <summary>Replaces description, attributes and version.</summary>
    void Update(ThingGroup group);

    /// <summary>With its memberships and policy attachments. The caller has checked that it has no children.</summary>
    bool Delete(ThingGroupName name);

    /// <summary>
    /// A group that is deleted holds no thing any more, but what is stored of its memberships goes by and by: removes at most so many
    /// of them and returns how many.
    /// </summary>
    int RemoveDeletedMemberships(int max);

    Page<ThingGroup> List(ThingGroupFilter filter, PageRequest page);

    int CountChildren(ThingGroupName name);

    /// <summary>Parents from the root down to the direct parent; empty for a root.</summary>
    IReadOnlyList<ThingGroup> Ancestors(ThingGroupName name);

    /// <summary>Adding again changes nothing.</summary>
    void AddThing(ThingGroupName group, ThingName thing);

    bool RemoveThing(ThingGroupName group, ThingName thing);

    /// <summary>Groups the thing is a direct member of.</summary>
    Page<ThingGroupName> GroupsOf(ThingName thing, PageRequest page);

    /// <summary>Groups the thing is in, parents included: those whose policies reach it.</summary>
    IReadOnlyList<ThingGroupName> GroupsAndParentsOf(ThingName thing);

    Page<ThingName> ThingsIn(ThingGroupName group, bool recursive, PageRequest page);
}

/// <summary>What ListThingGroups may filter by. Without a parent, <paramref name="Recursive"/> false lists only root groups.</summary>
public sealed record ThingGroupFilter(ThingGroupName? Parent = null, string? NamePrefix = null, bool Recursive = true);
