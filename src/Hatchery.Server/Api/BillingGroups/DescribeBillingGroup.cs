namespace Hatchery.Server.Api.BillingGroups;

public static class DescribeBillingGroup
{
    public sealed record Metadata(DateTimeOffset CreationDate);

    public sealed record Response(
        string BillingGroupName,
        string BillingGroupId,
        string BillingGroupArn,
        long Version,
        BillingGroupProperties BillingGroupProperties,
        Metadata BillingGroupMetadata);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = BillingGroupRules.Name(request);
        var group = await services.Registry.ReadAsync(tx => tx.BillingGroups.Existing(name), ct);
        var response = new Response(
            name.Value,
            group.Id,
            BillingGroupRules.Arn(name, services.Account),
            group.Version,
            BillingGroupProperties.Of(group),
            new Metadata(group.CreatedAt));
        return ApiResponse.Json(response, BillingGroupsJson.Default.DescribeBillingGroupResponse);
    }
}
