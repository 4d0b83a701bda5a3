using Hatchery.Core;

namespace Hatchery.Server.Api.Things;

/// <summary>At AWS the detachment takes some seconds to be seen; here it holds when the answer arrives.</summary>
public static class DetachThingPrincipal
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = ThingRules.Name(request);
        var principal = ThingPrincipals.Principal(request, services.Account);
        return await services.Registry.TransactAsync(
            tx =>
            {
                tx.Things.Existing(name);
                tx.Certificates.DemandExists(principal);
                return tx.Things.DetachPrincipal(name, principal)
                    ? ApiResponse.Empty
                    : throw AwsError.NotFound($"The principal {principal} is not attached to thing {name}");
            },
            ct);
    }
}
