using Hatchery.Core;

namespace Hatchery.Server.Api.Things;

public static class DeleteThing
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = ThingRules.Name(request);
        var expectedVersion = ExpectedVersion.FromQuery(request);
        return await services.Registry.TransactAsync(
            tx =>
            {
                // AWS: deleting a thing that does not exist succeeds (DeleteThing).
                if (tx.Things.Find(name) is not { } thing)
                {
                    return ApiResponse.Empty;
                }

                ExpectedVersion.Demand(expectedVersion, thing.Version, $"thing {name}");
                if (tx.Things.CountPrincipals(name) > 0)
                {
                    throw AwsError.InvalidRequest($"Cannot delete. Thing {name} is still attached to one or more principals");
                }

                tx.Things.Delete(name);
                return ApiResponse.Empty;
            },
            ct);
    }
}
