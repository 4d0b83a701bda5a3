namespace Hatchery.Server.Api.Hatchery.Guards;

static class DescribeGuards
{
    public static async ValueTask<ApiResponse> Handle(GuardSubject.Finder find, ApiServices services, CancellationToken ct) =>
        ApiResponse.Json(await services.Registry.ReadAsync(tx => find(tx).Show(tx), ct), HatcheryJson.Default.GuardsMember);
}
