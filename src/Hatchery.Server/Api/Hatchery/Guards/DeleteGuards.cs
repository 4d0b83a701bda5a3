namespace Hatchery.Server.Api.Hatchery.Guards;

/// <summary>No guards any more; the allow-list goes with them. What was counted stays.</summary>
static class DeleteGuards
{
    public static async ValueTask<ApiResponse> Handle(GuardSubject.Finder find, ApiServices services, CancellationToken ct)
    {
        await services.Registry.TransactAsync(tx => tx.ClaimGuards.Delete(find(tx).Scope), ct);
        return ApiResponse.Empty;
    }
}
