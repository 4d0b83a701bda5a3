namespace Hatchery.Server.Api.RoleAliases;

public static class ListRoleAliases
{
    public sealed record Response(IReadOnlyList<string> RoleAliases, string? NextMarker);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var page = Paging.ByMarker(request);
        var aliases = await services.Registry.ReadAsync(tx => tx.RoleAliases.List(page), ct);
        return ApiResponse.Json(
            new Response([.. aliases.Items.Select(alias => alias.Name.Value)], Paging.Token(aliases.Next)),
            RoleAliasesJson.Default.ListRoleAliasesResponse);
    }
}
