using Hatchery.Core.Access;
using Hatchery.Core.Policies;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Templates.Warnings;

/// <summary>What is there of what a template relies on.</summary>
public sealed record TemplateSurroundings
{
    /// <summary>Policies looked at for claims that may use several templates. An operator writes dozens; documents of templates make more.</summary>
    const int PoliciesMax = 1_000;

    static readonly PolicyContext Anyone = new();

    public required AwsAccount Account { get; init; }

    /// <summary>Lambda functions can be called.</summary>
    public bool HasHookEndpoint { get; init; }

    /// <summary>Of the names in the template.</summary>
    public IReadOnlySet<string> Groups { get; init; } = new HashSet<string>();

    public IReadOnlyDictionary<string, ThingType> Types { get; init; } = new Dictionary<string, ThingType>();

    public IReadOnlySet<string> BillingGroups { get; init; } = new HashSet<string>();

    public IReadOnlySet<string> Policies { get; init; } = new HashSet<string>();

    /// <summary>The provisioning role; null when this account has none of that name.</summary>
    public Role? Role { get; init; }

    /// <summary>ARNs of the managed policies that the role has.</summary>
    public IReadOnlyList<string> RolePolicies { get; init; } = [];

    /// <summary>A policy that allows this template and another, whose settings differ.</summary>
    public (PolicyName Policy, TemplateName Other)? Rival { get; init; }

    /// <summary>Reads on one snapshot.</summary>
    public static TemplateSurroundings Read(
        IRegistryTransaction registry, ProvisioningTemplate template, TemplateDocument document, AwsAccount account, bool hasHookEndpoint)
    {
        var names = NamedResources.Of(document);
        var role = RoleName(template.ProvisioningRoleArn, account) is { } roleName ? registry.Roles.Find(roleName) : null;
        return new TemplateSurroundings
        {
            Account = account,
            HasHookEndpoint = hasHookEndpoint,
            Groups = names.Groups.Select(group => group.Name).Where(name => registry.ThingGroups.Find(new ThingGroupName(name)) is not null).ToHashSet(),
            Types = names.Types.Select(type => registry.ThingTypes.Find(new ThingTypeName(type.Name))).OfType<ThingType>().ToDictionary(type => type.Name.Value),
            BillingGroups = names.BillingGroups.Select(group => group.Name).Where(name => registry.BillingGroups.Find(new BillingGroupName(name)) is not null).ToHashSet(),
            Policies = names.Policies.Select(policy => policy.Name).Where(name => registry.Policies.Find(new PolicyName(name)) is not null).ToHashSet(),
            Role = role,
            RolePolicies = role is null ? [] : registry.Roles.AttachedPolicies(role.Name, new PageRequest(Limits.PageSizeMax)).Items,
            Rival = FindRival(registry, template, account),
        };
    }

    /// <summary>Null for a role of another account.</summary>
    static string? RoleName(string arn, AwsAccount account) =>
        arn.Split(':') is ["arn", _, "iam", "", var id, var resource] && id == account.AccountId ? resource[(resource.LastIndexOf('/') + 1)..] : null;

    static (PolicyName, TemplateName)? FindRival(IRegistryTransaction registry, ProvisioningTemplate template, AwsAccount account)
    {
        var others = registry.Templates.List(new PageRequest(Limits.TemplatesPerAccountMax)).Items
            .Where(other => SessionTemplate.IsUsable(other) && other.Settings != template.Settings)
            .ToList();
        if (others.Count == 0 || !SessionTemplate.IsUsable(template))
        {
            return null;
        }

        foreach (var policy in AllPolicies(registry))
        {
            if (Allows(policy, template) && others.FirstOrDefault(other => Allows(policy, other)) is { } rival)
            {
                return (policy.Name, rival.Name);
            }
        }

        return null;

        bool Allows(AttachedPolicy policy, ProvisioningTemplate candidate) => SessionTemplate.TopicsOf(candidate.Name)
            .Any(topic => PolicyEvaluator.Allows([policy], "iot:Publish", account.IotArn("topic", topic), Anyone));
    }

    static IEnumerable<AttachedPolicy> AllPolicies(IRegistryTransaction registry)
    {
        string? after = null;
        var seen = 0;
        do
        {
            var page = registry.Policies.List(new PageRequest(Limits.PageSizeMax, after));
            foreach (var policy in page.Items)
            {
                if (registry.Policies.FindVersion(policy.Name, policy.DefaultVersionId) is { } version && PolicyDocument.Parse(version.Document).Document is { } document)
                {
                    yield return new AttachedPolicy(policy.Name, version.VersionId, document);
                }
            }

            seen += page.Items.Count;
            after = page.Next;
        }
        while (after is not null && seen < PoliciesMax);
    }
}
