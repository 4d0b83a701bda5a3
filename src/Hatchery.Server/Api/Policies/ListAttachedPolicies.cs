using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.Policies;

/// <summary>The policies of a certificate or group; <c>recursive</c> adds those of the group's parents.</summary>
static class ListAttachedPolicies
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var recursive = request.QueryFlag("recursive");
        var (target, page) = Together.Read(
            () => PolicyTargetArn.Parse(request.Label("target"), services.Account),
            () => Paging.ByMarker(request) with { Ascending = true });
        var names = await services.Registry.ReadAsync(
            tx =>
            {
                tx.Require(target);
                return recursive && target.Kind == PolicyTargetKind.ThingGroup
                    ? WithParents(tx, target, page)
                    : tx.Policies.AttachedTo(target, page);
            },
            ct);
        return PoliciesPage.Of(names.Items, names.Next, services);
    }

    // A group has at most two policies and six ancestors, so all of them fit in memory and the page is cut from them by name.
    static Page<PolicyName> WithParents(IRegistryTransaction tx, PolicyTarget group, PageRequest page)
    {
        var targets = tx.ThingGroups.Ancestors(new ThingGroupName(group.Key)).Select(g => PolicyTarget.ThingGroup(g.Name)).Append(group);
        var rest = targets
            .SelectMany(t => tx.Policies.AttachedTo(t, new PageRequest(Core.Limits.PageSizeMax)).Items)
            .Select(name => name.Value)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Where(name => string.CompareOrdinal(name, page.After) > 0)
            .ToList();
        var items = rest.Take(page.Size).ToList();
        return new Page<PolicyName>([.. items.Select(name => new PolicyName(name))], rest.Count > items.Count ? items[^1] : null);
    }
}
