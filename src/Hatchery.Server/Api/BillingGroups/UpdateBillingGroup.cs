using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.BillingGroups;

public static class UpdateBillingGroup
{
    public sealed record Request(BillingGroupProperties? BillingGroupProperties = null, long? ExpectedVersion = null);

    public sealed record Response(long Version);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(BillingGroupsJson.Default.UpdateBillingGroupRequest);
        var validation = new Validation().NameLabel(request, "billingGroupName").Required("billingGroupProperties", body.BillingGroupProperties);
        body.BillingGroupProperties?.Check(validation);
        validation.ThrowIfAny();
        var name = BillingGroupRules.Name(request);
        var properties = body.BillingGroupProperties!;

        var version = await services.Registry.TransactAsync(
            tx =>
            {
                var group = tx.BillingGroups.Existing(name);
                ExpectedVersion.Demand(body.ExpectedVersion, group.Version, $"billing group {name}");
                var updated = properties.ApplyTo(group) with { Version = group.Version + 1 };
                tx.BillingGroups.Update(updated);
                return updated.Version;
            },
            ct);
        return ApiResponse.Json(new Response(version), BillingGroupsJson.Default.UpdateBillingGroupResponse);
    }
}
