using Hatchery.Core.Policies;

namespace Hatchery.Server.Api.Policies;

/// <summary>The older DetachPolicy: a policy that isn't attached is detached already, but a missing one is refused.</summary>
static class DetachPrincipalPolicy
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = PolicyRules.Name(request);
        var principal = PolicyTargetArn.ParsePrincipal(request.Header("x-amzn-iot-principal"), services.Account);
        await services.Registry.TransactAsync(
            tx =>
            {
                tx.Policies.FindOrThrow(name);
                return tx.Policies.Detach(name, PolicyTarget.Certificate(principal));
            },
            ct);
        return ApiResponse.Empty;
    }
}
