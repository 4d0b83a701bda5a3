using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning;

/// <summary>What the registry holds of what a rendered template speaks of: all that a plan depends on.</summary>
public sealed record ExistingResources
{
    public DeviceCertificate? Certificate { get; init; }

    /// <summary>Policies that are attached to the certificate.</summary>
    public IReadOnlyList<PolicyName> CertificatePolicies { get; init; } = [];

    /// <summary>Things the certificate is attached to.</summary>
    public IReadOnlyList<PrincipalThing> CertificateThings { get; init; } = [];

    public Thing? Thing { get; init; }

    /// <summary>Groups the thing is a direct member of.</summary>
    public IReadOnlyList<ThingGroupName> GroupsOfThing { get; init; } = [];

    /// <summary>Of the template's groups, those that exist.</summary>
    public IReadOnlySet<ThingGroupName> Groups { get; init; } = new HashSet<ThingGroupName>();

    /// <summary>Of the template's groups and the thing's, the hierarchy that each belongs to, by its root; empty where no two can meet.</summary>
    public IReadOnlyDictionary<ThingGroupName, ThingGroupName> GroupRoots { get; init; } = new Dictionary<ThingGroupName, ThingGroupName>();

    public BillingGroup? BillingGroup { get; init; }

    public ThingType? Type { get; init; }

    /// <summary>Of the template's policies, those that exist.</summary>
    public IReadOnlySet<PolicyName> Policies { get; init; } = new HashSet<PolicyName>();

    /// <summary>Names of what exists beside, for hints; filled only where something is missing.</summary>
    public OtherNames Others { get; init; } = new([], [], [], []);

    /// <summary>Reads on one snapshot.</summary>
    public static ExistingResources Read(IRegistryTransaction registry, RenderedTemplate template)
    {
        var everything = new PageRequest(Limits.PageSizeMax);
        var (thing, certificate) = (template.Thing, template.Certificate);
        var found = thing is null ? null : registry.Things.Find(thing.Name);
        var groups = (thing?.Groups ?? []).Where(group => registry.ThingGroups.Find(group) is not null).ToHashSet();
        var groupsOfThing = found is null ? [] : registry.ThingGroups.GroupsOf(found.Name, everything).Items;
        var policies = template.Policies.Select(policy => policy.Name).Where(name => registry.Policies.Find(name) is not null).ToHashSet();
        var existing = new ExistingResources
        {
            Certificate = certificate is null ? null : registry.Certificates.Find(certificate.Id),
            CertificatePolicies = certificate is null ? [] : registry.Policies.AttachedTo(PolicyTarget.Certificate(certificate.Id), everything).Items,
            CertificateThings = certificate is null ? [] : registry.Things.ThingsOf(certificate.Id, everything).Items,
            Thing = found,
            GroupsOfThing = groupsOfThing,
            Groups = groups,
            GroupRoots = RootsOf(registry.ThingGroups, [.. groups.Union(groupsOfThing)]),
            BillingGroup = thing?.BillingGroup is { } billingGroup ? registry.BillingGroups.Find(billingGroup) : null,
            Type = thing?.TypeName is { } type ? registry.ThingTypes.Find(type) : null,
            Policies = policies,
        };
        return existing with { Others = OtherNames.Read(registry, template, existing) };
    }

    /// <summary>Most templates name one group, and cost nothing more.</summary>
    static Dictionary<ThingGroupName, ThingGroupName> RootsOf(IThingGroups registry, IReadOnlyList<ThingGroupName> groups) =>
        groups.Count < 2 ? [] : groups.ToDictionary(group => group, registry.RootOf);
}
