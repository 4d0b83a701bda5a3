namespace Hatchery.Server.Api.Policies;

static class DetachPolicy
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = PolicyRules.Name(request);
        var target = PolicyTargetArn.Parse(request.Body(PoliciesJson.Default.TargetRequest).Target, services.Account);
        await services.DetachAsync(name, target, ct);
        return ApiResponse.Empty;
    }
}
