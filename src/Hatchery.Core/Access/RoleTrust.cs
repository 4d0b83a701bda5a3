using Hatchery.Core.Policies;

namespace Hatchery.Core.Access;

/// <summary>Whether AWS IoT may take a role. Source: AWS IoT "Provisioning devices that don't have device certificates".</summary>
public static class RoleTrust
{
    const string Iot = "iot.amazonaws.com";

    /// <param name="onBehalfOf">The ARN that AWS IoT takes it for, a template's: trust policies may ask for it.</param>
    public static bool IncludesIot(Role role, string onBehalfOf, AwsAccount account, DateTimeOffset now) =>
        TrustPolicy.Parse(role.AssumeRolePolicyDocument).Policy?.Trusts(Iot, new PolicyContext
        {
            ApiCall = new IamRequest { Now = now, IsSecureTransport = true, Region = account.Region, SourceAccount = account.AccountId, SourceArn = onBehalfOf },
        }) ?? false;
}
