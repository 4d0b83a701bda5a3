using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Api.Templates;

namespace Hatchery.Server.Api.RoleAliases;

/// <summary>What the operations on role aliases share.</summary>
static class RoleAliasRules
{
    public static Validation RoleAliasLabel(this Validation validation, ApiRequest request) =>
        validation.Text("roleAlias", request.Label("roleAlias"), RoleAliasName.Pattern, 1, Limits.RoleAliasNameMax);

    public static RoleAliasName Name(ApiRequest request)
    {
        new Validation().RoleAliasLabel(request).ThrowIfAny();
        return new RoleAliasName(request.Label("roleAlias"));
    }

    public static Validation CredentialDuration(this Validation validation, long? seconds) =>
        validation.Range("credentialDurationSeconds", seconds, Limits.CredentialSecondsMin, Limits.CredentialSecondsMax);

    /// <summary>A role of this account by its shape. Whether it is there and trusts AWS IoT shows when a device asks for credentials, as at AWS.</summary>
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static void DemandRole(string? roleArn, AwsAccount account)
    {
        TemplateRules.DemandRole(roleArn, "roleArn");
        if (roleArn is not null)
        {
            ProvisioningRole.DemandOwnAccount(roleArn, account);
        }
    }

    public static string Arn(RoleAliasName name, AwsAccount account) => account.IotArn("rolealias", name.Value);

    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public static RoleAlias Existing(this IRoleAliases aliases, RoleAliasName name) =>
        aliases.Find(name) ?? throw AwsError.NotFound($"Role alias {name} not found");
}
