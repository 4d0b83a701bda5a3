using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Api.Templates;

/// <summary>
/// A template's role as AWS checks it when it is named: it takes the role once. Text as AWS IoT's when it can't. Provisioning itself acts
/// here without the role.
/// </summary>
static class ProvisioningRole
{
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static void Require(IRegistryTransaction registry, string arn, TemplateName template, AwsAccount account, DateTimeOffset now)
    {
        DemandOwnAccount(arn, account);
        var role = registry.Roles.FindByArn(arn, account) ?? throw Unable(arn, "there is no such role; create it with aws iam create-role");
        if (!RoleTrust.IncludesIot(role, TemplateRules.Arn(template, account), account, now))
        {
            throw Unable(arn, "its trust policy doesn't allow sts:AssumeRole to the service iot.amazonaws.com");
        }
    }

    /// <param name="arn">Of a role by its shape.</param>
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static void DemandOwnAccount(string arn, AwsAccount account)
    {
        if (arn.Split(':')[4] != account.AccountId)
        {
            throw AwsError.InvalidRequest($"Cross-account pass role is not allowed: {arn} is a role of another account than {account.AccountId}");
        }
    }

    static AwsError Unable(string arn, string why) =>
        AwsError.InvalidRequest($"AWS IoT (iot.amazonaws.com) is unable to assume role (sts:AssumeRole) on resource: {arn} ({why})");
}
