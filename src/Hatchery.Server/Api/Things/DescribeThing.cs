namespace Hatchery.Server.Api.Things;

public static class DescribeThing
{
    public sealed record Response(
        string DefaultClientId,
        string ThingName,
        string ThingId,
        string ThingArn,
        string? ThingTypeName,
        IReadOnlyDictionary<string, string> Attributes,
        long Version,
        string? BillingGroupName);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = ThingRules.Name(request);
        var (thing, billingGroup) = await services.Registry.ReadAsync(tx => (tx.Things.Existing(name), tx.BillingGroups.GroupOf(name)), ct);
        var response = new Response(
            name.Value,
            name.Value,
            thing.Id,
            ThingRules.Arn(name, services.Account),
            thing.TypeName?.Value,
            thing.Attributes,
            thing.Version,
            billingGroup?.Value);
        return ApiResponse.Json(response, ThingsJson.Default.DescribeThingResponse);
    }
}
