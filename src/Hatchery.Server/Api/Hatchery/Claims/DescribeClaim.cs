namespace Hatchery.Server.Api.Hatchery.Claims;

static class DescribeClaim
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct) => ApiResponse.Json(
        await services.Registry.ReadAsync(tx => ClaimMember.Of(tx, ClaimLabel.Find(tx, request, services.Account), services), ct),
        HatcheryJson.Default.ClaimMember);
}
