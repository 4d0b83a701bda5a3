namespace Hatchery.Server.Api.Hatchery.Guards;

/// <summary>An allow-list, by serial number.</summary>
public static class ListAllowedSerials
{
    /// <param name="UsedBy">The certificate that was registered with it last.</param>
    public sealed record Listed(string Serial, string? UsedBy, DateTimeOffset? UsedAt);

    public sealed record Response(IReadOnlyList<Listed> Serials, string? NextToken);

    internal static async ValueTask<ApiResponse> Handle(GuardSubject.Finder find, ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var page = Paging.ByToken(request);
        var listed = await services.Registry.ReadAsync(tx => tx.AllowLists.List(find(tx).Scope, page), ct);
        return ApiResponse.Json(
            new Response([.. listed.Items.Select(serial => new Listed(serial.Serial, serial.UsedBy?.Value, serial.UsedAt))], Paging.Token(listed.Next)),
            HatcheryJson.Default.ListAllowedSerialsResponse);
    }
}
