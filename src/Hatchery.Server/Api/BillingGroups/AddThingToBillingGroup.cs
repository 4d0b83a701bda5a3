using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.BillingGroups;

/// <summary>A thing is in one billing group at most: one that is in another moves.</summary>
public static class AddThingToBillingGroup
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (group, thing) = request.Body(BillingGroupsJson.Default.BillingMembershipRequest).Read(services.Account);
        return await services.Registry.TransactAsync(
            tx =>
            {
                tx.Things.Existing(thing);
                tx.BillingGroups.AddThing(group, thing);
                return ApiResponse.Empty;
            },
            ct);
    }
}
