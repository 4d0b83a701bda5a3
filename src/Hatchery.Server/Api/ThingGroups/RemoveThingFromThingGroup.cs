using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingGroups;

/// <summary>Succeeds, too, when the thing is not in the group.</summary>
public static class RemoveThingFromThingGroup
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (group, thing) = request.Body(ThingGroupsJson.Default.MembershipRequest).Read(services.Account);
        return await services.Registry.TransactAsync(
            tx =>
            {
                tx.Things.Existing(thing);
                tx.ThingGroups.Existing(group);
                tx.ThingGroups.RemoveThing(group, thing);
                return ApiResponse.Empty;
            },
            ct);
    }
}
