using Hatchery.Core.Policies;

namespace Hatchery.Core.Access;

/// <summary>
/// Whether AWS IoT may take a role. Sources: AWS IoT "Provisioning devices that don't have device certificates", "Authorizing direct
/// calls to AWS services using AWS IoT Core credential provider".
/// </summary>
public static class RoleTrust
{
    /// <param name="onBehalfOf">The ARN that AWS IoT takes it for, a template's: trust policies may ask for it.</param>
    public static bool IncludesIot(Role role, string onBehalfOf, AwsAccount account, DateTimeOffset now) =>
        Includes("iot.amazonaws.com", role, onBehalfOf, account, now);

    /// <param name="onBehalfOf">The ARN of the role alias.</param>
    public static bool IncludesCredentialsProvider(Role role, string onBehalfOf, AwsAccount account, DateTimeOffset now) =>
        Includes("credentials.iot.amazonaws.com", role, onBehalfOf, account, now);

    static bool Includes(string service, Role role, string onBehalfOf, AwsAccount account, DateTimeOffset now) =>
        TrustPolicy.Parse(role.AssumeRolePolicyDocument).Policy?.Trusts(service, new PolicyContext
        {
            ApiCall = new IamRequest { Now = now, IsSecureTransport = true, Region = account.Region, SourceAccount = account.AccountId, SourceArn = onBehalfOf },
        }) ?? false;
}
