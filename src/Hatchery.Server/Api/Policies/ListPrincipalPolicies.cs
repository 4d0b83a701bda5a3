using Hatchery.Core.Policies;

namespace Hatchery.Server.Api.Policies;

/// <summary>The older ListAttachedPolicies.</summary>
static class ListPrincipalPolicies
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (target, page) = Together.Read(
            () => PolicyTarget.Certificate(PolicyTargetArn.ParsePrincipal(request.Header("x-amzn-iot-principal"), services.Account)),
            () => Paging.ByMarker(request));
        var names = await services.Registry.ReadAsync(
            tx =>
            {
                tx.Require(target);
                return tx.Policies.AttachedTo(target, page);
            },
            ct);
        return PoliciesPage.Of(names.Items, names.Next, services);
    }
}
