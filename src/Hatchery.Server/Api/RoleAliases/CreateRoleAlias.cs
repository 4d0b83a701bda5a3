using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Api.Tags;
using Hatchery.Server.Api.Templates;

namespace Hatchery.Server.Api.RoleAliases;

public static class CreateRoleAlias
{
    const int SecondsDefault = 3_600;

    public sealed record Request(string? RoleArn = null, long? CredentialDurationSeconds = null, IReadOnlyList<TagMember?>? Tags = null);

    public sealed record Response(string RoleAlias, string RoleAliasArn);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(RoleAliasesJson.Default.CreateRoleAliasRequest);
        var validation = new Validation()
            .RoleAliasLabel(request)
            .Required("roleArn", body.RoleArn)
            .RoleArn("roleArn", body.RoleArn)
            .CredentialDuration(body.CredentialDurationSeconds);
        var tags = TagRules.ReadAtCreation(body.Tags, validation);
        RoleAliasRules.DemandRole(body.RoleArn, services.Account);

        var name = RoleAliasRules.Name(request);
        var arn = RoleAliasRules.Arn(name, services.Account);
        var now = services.Time.GetUtcNow();
        await services.Registry.TransactAsync(
            tx =>
            {
                if (tx.RoleAliases.Find(name) is not null)
                {
                    throw AwsError.AlreadyExists($"Role alias {name} already exists", name.Value, arn);
                }

                if (tx.RoleAliases.Count() >= Limits.RoleAliasesPerAccountMax)
                {
                    throw new AwsError(AwsErrorCode.LimitExceeded, $"The account already has the maximum number of role aliases ({Limits.RoleAliasesPerAccountMax})");
                }

                tx.RoleAliases.Insert(new RoleAlias(name, body.RoleArn!, (int)(body.CredentialDurationSeconds ?? SecondsDefault), now, now));
                tx.Tags.SetAll(TaggedResource.RoleAlias(name), tags);
                return name;
            },
            ct);
        return ApiResponse.Json(new Response(name.Value, arn), RoleAliasesJson.Default.CreateRoleAliasResponse);
    }
}
