using Hatchery.Server.Api.ThingGroups;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.BillingGroups;

public static class ListBillingGroups
{
    public sealed record Response(IReadOnlyList<GroupNameAndArn> BillingGroups, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var prefix = request.Query("namePrefixFilter");
        var page = Paging.ByToken(request, new Validation().RegistryName("namePrefixFilter", prefix));
        var groups = await services.Registry.ReadAsync(tx => tx.BillingGroups.List(prefix, page), ct);
        var items = groups.Items.Select(group => new GroupNameAndArn(group.Name.Value, BillingGroupRules.Arn(group.Name, services.Account)));
        return ApiResponse.Json(new Response([.. items], Paging.Token(groups.Next)), BillingGroupsJson.Default.ListBillingGroupsResponse);
    }
}
