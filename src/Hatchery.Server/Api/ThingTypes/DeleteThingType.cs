using Hatchery.Core;

namespace Hatchery.Server.Api.ThingTypes;

/// <summary>
/// AWS makes callers wait 5 minutes between deprecation and deletion, until all its hosts know. One registry knows at once, so
/// there is no wait here; scripts that do wait work all the same.
/// </summary>
public static class DeleteThingType
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = ThingTypeRules.Name(request);
        return await services.Registry.TransactAsync(
            tx =>
            {
                if (tx.ThingTypes.Existing(name).DeprecatedAt is null)
                {
                    throw AwsError.InvalidRequest($"Cannot delete thing type : {name}. Deprecate the thing type first");
                }

                if (tx.ThingTypes.IsUsed(name))
                {
                    throw AwsError.InvalidRequest($"Cannot delete thing type : {name}. It is still associated with one or more things");
                }

                tx.ThingTypes.Delete(name);
                return ApiResponse.Empty;
            },
            ct);
    }
}
