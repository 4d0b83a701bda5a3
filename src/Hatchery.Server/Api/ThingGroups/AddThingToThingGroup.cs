using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingGroups;

public static class AddThingToThingGroup
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (group, thing) = request.Body(ThingGroupsJson.Default.MembershipRequest).Read(services.Account);
        return await services.Registry.TransactAsync(
            tx =>
            {
                tx.Things.Existing(thing);
                tx.ThingGroups.Existing(group);
                Membership.Add(tx.ThingGroups, group, thing);
                return ApiResponse.Empty;
            },
            ct);
    }
}
