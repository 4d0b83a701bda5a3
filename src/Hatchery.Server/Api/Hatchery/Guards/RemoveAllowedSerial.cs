using Hatchery.Core;

namespace Hatchery.Server.Api.Hatchery.Guards;

/// <summary>One serial number, used or not. Listed again it is unused.</summary>
static class RemoveAllowedSerial
{
    public static async ValueTask<ApiResponse> Handle(GuardSubject.Finder find, ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var serial = request.Label("serial");
        await services.Registry.TransactAsync(
            tx => tx.AllowLists.Remove(find(tx).Scope, serial) ? true : throw AwsError.NotFound($"The allow-list has no serial number {NearMiss.Quote(serial)}"),
            ct);
        return ApiResponse.Empty;
    }
}
