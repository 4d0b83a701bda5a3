using Hatchery.Server.Api.Templates;

namespace Hatchery.Server.Api.RoleAliases;

/// <summary>What the request doesn't name stays. Credentials given out already stay as they are, too.</summary>
public static class UpdateRoleAlias
{
    public sealed record Request(string? RoleArn = null, long? CredentialDurationSeconds = null);

    public sealed record Response(string RoleAlias, string RoleAliasArn);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(RoleAliasesJson.Default.UpdateRoleAliasRequest);
        new Validation()
            .RoleAliasLabel(request)
            .RoleArn("roleArn", body.RoleArn)
            .CredentialDuration(body.CredentialDurationSeconds)
            .ThrowIfAny();
        RoleAliasRules.DemandRole(body.RoleArn, services.Account);

        var name = RoleAliasRules.Name(request);
        var now = services.Time.GetUtcNow();
        await services.Registry.TransactAsync(
            tx =>
            {
                var alias = tx.RoleAliases.Existing(name);
                tx.RoleAliases.Update(alias with
                {
                    RoleArn = body.RoleArn ?? alias.RoleArn,
                    CredentialDurationSeconds = (int)(body.CredentialDurationSeconds ?? alias.CredentialDurationSeconds),
                    ModifiedAt = now,
                });
                return name;
            },
            ct);
        return ApiResponse.Json(new Response(name.Value, RoleAliasRules.Arn(name, services.Account)), RoleAliasesJson.Default.UpdateRoleAliasResponse);
    }
}
