using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.BillingGroups;

/// <summary>Succeeds, too, when the thing is not in the group.</summary>
public static class RemoveThingFromBillingGroup
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (group, thing) = request.Body(BillingGroupsJson.Default.BillingMembershipRequest).Read(services.Account);
        return await services.Registry.TransactAsync(
            tx =>
            {
                tx.Things.Existing(thing);
                tx.BillingGroups.Existing(group);
                tx.BillingGroups.RemoveThing(group, thing);
                return ApiResponse.Empty;
            },
            ct);
    }
}
