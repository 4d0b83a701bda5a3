namespace Hatchery.Server.Api.Policies;

static class ListPolicies
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var page = Paging.ByMarker(request);
        var policies = await services.Registry.ReadAsync(tx => tx.Policies.List(page), ct);
        return PoliciesPage.Of(policies.Items.Select(p => p.Name), policies.Next, services);
    }
}
