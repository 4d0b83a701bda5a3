using Hatchery.Core.Policies;

namespace Hatchery.Server.Api.Policies;

/// <summary>The older AttachPolicy: the principal is in a header, and only certificates will do.</summary>
static class AttachPrincipalPolicy
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = PolicyRules.Name(request);
        var principal = PolicyTargetArn.ParsePrincipal(request.Header("x-amzn-iot-principal"), services.Account);
        await services.AttachAsync(name, PolicyTarget.Certificate(principal), ct);
        return ApiResponse.Empty;
    }
}
