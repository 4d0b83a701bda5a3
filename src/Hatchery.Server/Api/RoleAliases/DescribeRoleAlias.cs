namespace Hatchery.Server.Api.RoleAliases;

public static class DescribeRoleAlias
{
    public sealed record Description(
        string RoleAlias,
        string RoleAliasArn,
        string RoleArn,
        string Owner,
        int CredentialDurationSeconds,
        DateTimeOffset CreationDate,
        DateTimeOffset LastModifiedDate);

    public sealed record Response(Description RoleAliasDescription);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = RoleAliasRules.Name(request);
        var alias = await services.Registry.ReadAsync(tx => tx.RoleAliases.Existing(name), ct);
        var description = new Description(
            name.Value,
            RoleAliasRules.Arn(name, services.Account),
            alias.RoleArn,
            services.Account.AccountId,
            alias.CredentialDurationSeconds,
            alias.CreatedAt,
            alias.ModifiedAt);
        return ApiResponse.Json(new Response(description), RoleAliasesJson.Default.DescribeRoleAliasResponse);
    }
}
