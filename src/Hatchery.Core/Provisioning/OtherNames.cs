using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning;

/// <summary>Names among which the one meant may be when a template's is missing: a page of each noun, no more.</summary>
public sealed record OtherNames(
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Types,
    IReadOnlyList<string> Policies,
    IReadOnlyList<string> BillingGroups)
{
    internal static OtherNames Read(IRegistryTransaction registry, RenderedTemplate template, ExistingResources existing)
    {
        var page = new PageRequest(Limits.PageSizeMax);
        var thing = template.Thing;
        return new OtherNames(
            thing?.Groups?.Count > existing.Groups.Count ? Names(registry.ThingGroups.List(new ThingGroupFilter(), page), group => group.Name.Value) : [],
            thing?.TypeName is not null && existing.Type is null ? Names(registry.ThingTypes.List(null, page), type => type.Name.Value) : [],
            template.Policies.Any(policy => policy.Document is null && !existing.Policies.Contains(policy.Name))
                ? Names(registry.Policies.List(page), policy => policy.Name.Value)
                : [],
            thing?.BillingGroup is not null && existing.BillingGroup is null
                ? Names(registry.BillingGroups.List(null, page), group => group.Name.Value)
                : []);
    }

    static List<string> Names<T>(Page<T> page, Func<T, string> name) => page.Items.Select(name).ToList();
}
