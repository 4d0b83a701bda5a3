namespace Hatchery.Server.Api.RoleAliases;

public static class DeleteRoleAlias
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = RoleAliasRules.Name(request);
        return await services.Registry.TransactAsync(
            tx =>
            {
                tx.RoleAliases.Existing(name);
                tx.RoleAliases.Delete(name);
                return ApiResponse.Empty;
            },
            ct);
    }
}
