namespace Hatchery.Server.Api.BillingGroups;

public static class ListThingsInBillingGroup
{
    public sealed record Response(IReadOnlyList<string> Things, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (name, page) = Together.Read(() => BillingGroupRules.Name(request), () => Paging.ByToken(request));
        var things = await services.Registry.ReadAsync(
            tx =>
            {
                tx.BillingGroups.Existing(name);
                return tx.BillingGroups.ThingsIn(name, page);
            },
            ct);
        var names = things.Items.Select(thing => thing.Value);
        return ApiResponse.Json(new Response([.. names], Paging.Token(things.Next)), BillingGroupsJson.Default.ListThingsInBillingGroupResponse);
    }
}
