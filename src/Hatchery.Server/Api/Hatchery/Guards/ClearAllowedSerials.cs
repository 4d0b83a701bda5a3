namespace Hatchery.Server.Api.Hatchery.Guards;

/// <summary>Empties an allow-list bite by bite. The guard stays, and lets nobody pass until serial numbers are listed again.</summary>
static class ClearAllowedSerials
{
    const int BatchMax = 500;

    public static async ValueTask<ApiResponse> Handle(GuardSubject.Finder find, ApiServices services, CancellationToken ct)
    {
        var subject = await services.Registry.ReadAsync(tx => find(tx), ct);
        while (await services.Registry.TransactAsync(tx => tx.AllowLists.Clear(subject.Scope, BatchMax), ct) == BatchMax)
        {
        }

        return ApiResponse.Empty;
    }
}
