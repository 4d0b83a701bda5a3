using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.BillingGroups;

/// <summary>AWS deletes a billing group that still has things, too: they stay, in no billing group.</summary>
public static class DeleteBillingGroup
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = BillingGroupRules.Name(request);
        var expectedVersion = ExpectedVersion.FromQuery(request);
        return await services.Registry.TransactAsync(
            tx =>
            {
                // As with thing groups, deleting one that does not exist succeeds: the operation declares no ResourceNotFoundException.
                if (tx.BillingGroups.Find(name) is not { } group)
                {
                    return ApiResponse.Empty;
                }

                ExpectedVersion.Demand(expectedVersion, group.Version, $"billing group {name}");
                tx.BillingGroups.Delete(name);
                return ApiResponse.Empty;
            },
            ct);
    }
}
