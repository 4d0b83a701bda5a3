using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Provisioning.Steps;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning;

/// <summary>The thing's part of a plan: a new one as the template says, or an existing one as the overrides say.</summary>
static class ThingPlanner
{
    public static IReadOnlyList<ProvisioningStep> Plan(RenderedThing wanted, ExistingResources existing, string newThingId, DateTimeOffset now) =>
        existing.Thing is { } thing ? Update(wanted, thing, existing) : Create(wanted, existing, newThingId, now);

    static List<ProvisioningStep> Create(RenderedThing wanted, ExistingResources existing, string newThingId, DateTimeOffset now)
    {
        var attributes = WithoutEmpty(wanted.Attributes ?? new Dictionary<string, string>());
        CheckType(wanted.TypeName, existing);
        ThingRules.CheckAttributeCount(attributes.Count, wanted.TypeName is not null);
        return
        [
            new CreateThing(new Thing(wanted.Name, newThingId, wanted.TypeName, attributes, Version: 1, now)),
            .. JoinGroups(wanted, wanted.Groups ?? [], [], existing),
            .. JoinBillingGroup(wanted, existing),
        ];
    }

    static List<ProvisioningStep> Update(RenderedThing wanted, Thing thing, ExistingResources existing)
    {
        FailWhereAsked(wanted);
        var typeName = wanted is { TypeName: not null, Overrides.TypeName: OverrideAction.Replace } ? wanted.TypeName : thing.TypeName;
        if (typeName != thing.TypeName)
        {
            CheckType(typeName, existing);
        }

        var steps = new List<ProvisioningStep>();
        var attributes = wanted.Attributes is null ? thing.Attributes : Combine(thing.Attributes, wanted.Attributes, wanted.Overrides.Attributes);
        if (typeName != thing.TypeName || !AreSame(attributes, thing.Attributes))
        {
            ThingRules.CheckAttributeCount(attributes.Count, typeName is not null);
            steps.Add(new UpdateThing(thing with { TypeName = typeName, Attributes = attributes, Version = thing.Version + 1 }));
        }

        if (wanted is { Groups: { } groups, Overrides.Groups: OverrideAction.Replace or OverrideAction.Merge })
        {
            IReadOnlyList<ThingGroupName> leaving = wanted.Overrides.Groups == OverrideAction.Replace ? [.. existing.GroupsOfThing.Except(groups)] : [];
            steps.AddRange(leaving.Select(group => new RemoveFromGroup(group, thing.Name)));
            steps.AddRange(JoinGroups(wanted, groups, [.. existing.GroupsOfThing.Except(leaving)], existing));
        }

        return steps;
    }

    /// <summary>FAIL means that this property may not meet an existing thing, whatever the values.</summary>
    static void FailWhereAsked(RenderedThing wanted)
    {
        var property = wanted.Overrides switch
        {
            { Attributes: OverrideAction.Fail } => "AttributePayload",
            { TypeName: OverrideAction.Fail } => "ThingTypeName",
            { Groups: OverrideAction.Fail } => "ThingGroups",
            _ => null,
        };
        if (property is not null)
        {
            throw Conflict($"Thing {wanted.Name} exists already", property);
        }
    }

    static IReadOnlyDictionary<string, string> Combine(IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> wanted, OverrideAction action) => action switch
    {
        OverrideAction.Replace => WithoutEmpty(wanted),
        OverrideAction.Merge => WithoutEmpty(wanted.Concat(old.Where(attribute => !wanted.ContainsKey(attribute.Key)))),
        _ => old,
    };

    /// <summary>An empty value means no attribute, as in CreateThing and UpdateThing.</summary>
    static Dictionary<string, string> WithoutEmpty(IEnumerable<KeyValuePair<string, string>> attributes) =>
        attributes.Where(attribute => attribute.Value.Length > 0).ToDictionary();

    static bool AreSame(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
        a.Count == b.Count && a.All(attribute => b.TryGetValue(attribute.Key, out var value) && value == attribute.Value);

    static IEnumerable<ProvisioningStep> JoinGroups(RenderedThing wanted, IReadOnlyList<ThingGroupName> groups, IReadOnlyList<ThingGroupName> alreadyIn, ExistingResources existing)
    {
        var joining = groups.Except(alreadyIn).ToList();
        if (alreadyIn.Count + joining.Count > Limits.GroupsPerThingMax)
        {
            throw AwsError.InvalidParameters($"Thing {wanted.Name} would be in {alreadyIn.Count + joining.Count} groups; at most {Limits.GroupsPerThingMax} are allowed.", ResourceCauses.TooManyGroups);
        }

        foreach (var group in joining.Where(group => !existing.Groups.Contains(group)))
        {
            throw ProvisioningPlanner.Missing("Thing group", group.Value, existing.Others.Groups, ResourceCauses.ThingGroupMissing);
        }

        CheckHierarchies(wanted.Name, alreadyIn, joining, existing);
        return joining.Select(group => new AddToGroup(group, wanted.Name));
    }

    /// <summary>As AddThingToThingGroup does.</summary>
    static void CheckHierarchies(ThingName thing, IReadOnlyList<ThingGroupName> alreadyIn, List<ThingGroupName> joining, ExistingResources existing)
    {
        var occupied = new Dictionary<ThingGroupName, ThingGroupName>();
        foreach (var group in alreadyIn.Concat(joining))
        {
            var root = existing.GroupRoots.GetValueOrDefault(group, group);
            if (!occupied.TryAdd(root, group) && joining.Contains(group))
            {
                throw AwsError.InvalidParameters($"Thing {thing} would be in thing groups {occupied[root]} and {group} of one hierarchy, whose root is {root}; a thing may be in one of them.");
            }
        }
    }

    /// <summary>Of a new thing only: AWS has no override for it, and a thing that exists keeps what has none.</summary>
    static IEnumerable<ProvisioningStep> JoinBillingGroup(RenderedThing wanted, ExistingResources existing)
    {
        if (wanted.BillingGroup is not { } group)
        {
            return [];
        }

        return existing.BillingGroup is not null
            ? [new AddToBillingGroup(group, wanted.Name)]
            : throw ProvisioningPlanner.Missing("Billing group", group.Value, existing.Others.BillingGroups, ResourceCauses.BillingGroupMissing);
    }

    static void CheckType(ThingTypeName? name, ExistingResources existing)
    {
        if (name is not { } wanted)
        {
            return;
        }

        if (existing.Type is not { } type)
        {
            throw ProvisioningPlanner.Missing("Thing type", wanted.Value, existing.Others.Types, ResourceCauses.ThingTypeMissing);
        }

        if (type.DeprecatedAt is not null)
        {
            throw AwsError.InvalidParameters($"Thing type {wanted} is deprecated: no thing can be given it.", ResourceCauses.ThingTypeDeprecated);
        }
    }

    internal static AwsError Conflict(string what, string property) =>
        new(AwsErrorCode.ResourceConflicts, $"{what}, and the template's OverrideSettings say FAIL for {property}.") { Cause = ResourceCauses.ResourceExists };
}
