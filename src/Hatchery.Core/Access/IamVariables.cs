using System.Collections.Frozen;
using System.Globalization;
using Hatchery.Core.Policies;
using Hatchery.Core.Policies.Variables;

namespace Hatchery.Core.Access;

/// <summary>Policy variables and condition keys of IAM. Source: IAM User Guide, "AWS global condition context keys".</summary>
static class IamVariables
{
    static readonly FrozenDictionary<string, PolicyVariable> Named = new[]
    {
        Key("aws:SourceIp", static (_, context) => context.SourceIp),
        Key("aws:CurrentTime", static call => call.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        Key("aws:EpochTime", static call => call.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        Key("aws:SecureTransport", static call => call.IsSecureTransport ? "true" : "false"),
        Key("aws:RequestedRegion", static call => call.Region),
        Key("aws:UserAgent", static call => call.UserAgent),
        Key("aws:username", static call => call.Caller?.UserName),
        Key("aws:userid", static call => call.Caller?.UserId),
        Key("aws:PrincipalArn", static call => call.Caller is { } caller ? caller.RoleArn ?? caller.Arn : null),
        Key("aws:PrincipalAccount", static call => call.Caller?.Arn.Split(':')[4]),
        Key("aws:PrincipalType", static call => call.Caller?.Kind switch { null => null, CallerKind.Account => "Account", var kind => kind.ToString() }),
        Key("aws:PrincipalIsAWSService", static call => call.Caller is null ? "true" : "false"),
        Key("aws:TokenIssueTime", static call => call.Caller?.TokenIssuedAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        Key("aws:ViaAWSService", static _ => "false"),
        Key("aws:SourceAccount", static call => call.SourceAccount),
        Key("aws:SourceArn", static call => call.SourceArn),
        Key("iam:PassedToService", static call => call.PassedToService),
        Key("sts:ExternalId", static call => call.ExternalId),
        Key("sts:RoleSessionName", static call => call.RoleSessionName),

        // AWS IoT "Authorizing direct calls to AWS services using AWS IoT Core credential provider".
        Key("credentials-iot:ThingName", static call => call.Caller?.Device?.ThingName),
        Key("credentials-iot:ThingTypeName", static call => call.Caller?.Device?.ThingTypeName),
        Key("credentials-iot:AwsCertificateId", static call => call.Caller?.Device?.CertificateId),

        // Known to have no value here: nobody has a second factor, comes through a VPC or belongs to an organization.
        Key("aws:MultiFactorAuthPresent", static _ => null),
        Key("aws:MultiFactorAuthAge", static _ => null),
        Key("aws:SourceVpc", static _ => null),
        Key("aws:SourceVpce", static _ => null),
        Key("aws:PrincipalOrgID", static _ => null),
        Key("aws:referer", static _ => null),
    }.ToFrozenDictionary(variable => variable.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Finds a variable. A name that isn't known here (tags, keys of single services) may have a value at AWS: a condition on it
    /// fails in an Allow and holds in a Deny.
    /// </summary>
    public static PolicyVariable Find(string name) => Named.GetValueOrDefault(name)
        ?? new PolicyVariable(name, static _ => VariableValue.None, static _ => "this server doesn't know the key") { IsUnreadable = true };

    static PolicyVariable Key(string name, Func<IamRequest, string?> read) => Key(name, (call, _) => read(call));

    static PolicyVariable Key(string name, Func<IamRequest, PolicyContext, string?> read) =>
        new(name, context => context.ApiCall is { } call ? read(call, context) : null, static _ => "the call has none");
}
