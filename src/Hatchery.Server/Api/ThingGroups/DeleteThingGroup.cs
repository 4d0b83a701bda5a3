using Hatchery.Core;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingGroups;

public static class DeleteThingGroup
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = ThingGroupRules.Name(request);
        var expectedVersion = ExpectedVersion.FromQuery(request);
        return await services.Registry.TransactAsync(
            tx =>
            {
                // AWS: deleting a group that does not exist succeeds.
                if (tx.ThingGroups.Find(name) is not { } group)
                {
                    return ApiResponse.Empty;
                }

                ExpectedVersion.Demand(expectedVersion, group.Version, $"thing group {name}");
                if (tx.ThingGroups.CountChildren(name) > 0)
                {
                    throw AwsError.InvalidRequest($"Cannot delete thing group : {name} when there are still child groups attached to it");
                }

                tx.ThingGroups.Delete(name);
                return ApiResponse.Empty;
            },
            ct);
    }
}
