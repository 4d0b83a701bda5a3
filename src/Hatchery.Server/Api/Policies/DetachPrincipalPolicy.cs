using Hatchery.Core.Policies;

namespace Hatchery.Server.Api.Policies;

/// <summary>The older DetachPolicy.</summary>
static class DetachPrincipalPolicy
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = PolicyRules.Name(request);
        var principal = PolicyTargetArn.ParsePrincipal(request.Header("x-amzn-iot-principal"), services.Account);
        await services.DetachAsync(name, PolicyTarget.Certificate(principal), ct);
        return ApiResponse.Empty;
    }
}
