using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Access.Iam;
using Hatchery.Server.Api.RoleAliases;

namespace Hatchery.Server.Api.Devices;

/// <summary>
/// The credentials provider: temporary credentials of a role alias's role, for a device that its AWS IoT policies allow
/// iot:AssumeRoleWithCertificate. Source: AWS IoT "Authorizing direct calls to AWS services using AWS IoT Core credential provider".
/// </summary>
static class AssumeRoleWithCertificate
{
    const string Action = "iot:AssumeRoleWithCertificate";
    const string Denied = "Access Denied";

    /// <param name="Expiration">ISO 8601, other than in the rest of AWS IoT.</param>
    public sealed record Credentials(string AccessKeyId, string SecretAccessKey, string SessionToken, string Expiration);

    public sealed record Response(Credentials Credentials);

    /// <param name="thingName">The thing that the device says it is; null when it doesn't.</param>
    public static async ValueTask<ApiResponse> Handle(string alias, string? thingName, DevicePrincipal device, ApiServices services, CancellationToken ct)
    {
        var name = new RoleAliasName(alias);
        var now = services.Time.GetUtcNow();
        var (role, duration, thing) = await services.Registry.ReadAsync(
            tx =>
            {
                var found = tx.RoleAliases.Find(name) ?? throw AwsError.NotFound("Role alias does not exist");
                RequireActive(tx, device.CertificateId, now);
                var thing = thingName is null ? null : AttachedThing(tx, thingName, device.CertificateId);
                var arn = RoleAliasRules.Arn(name, services.Account);
                RequireAllowed(tx, arn, thing?.Name.Value, device);
                return (TrustingRole(tx, found, arn, services.Account, now), TimeSpan.FromSeconds(found.CredentialDurationSeconds), thing);
            },
            ct);

        // The session bears the certificate's id, as at AWS: logs then tell which device it was.
        var owner = new CredentialedDevice(device.CertificateId.Value, thing?.Name.Value, thing?.TypeName?.Value);
        var credentials = services.Callers.AssumeRole(role, device.CertificateId.Value, duration, device: owner);
        var wire = new Credentials(credentials.Key.Id, credentials.Key.Secret.Reveal(), credentials.SessionToken, IamXml.Date(credentials.Expiration));
        return ApiResponse.Json(new Response(wire), DevicesJson.Default.AssumeRoleWithCertificateResponse);
    }

    static void RequireActive(IRegistryTransaction registry, CertificateId id, DateTimeOffset now)
    {
        if (ActiveCertificate.Refusal(registry, id, now) is { } failure)
        {
            throw Refuse($"the certificate may not be used: {failure.Evidence.Detail}");
        }
    }

    static Thing AttachedThing(IRegistryTransaction registry, string thingName, CertificateId certificate)
    {
        var name = new ThingName(thingName);
        return registry.Things.Find(name) is { } thing && registry.Things.Attachment(name, certificate) is not null
            ? thing
            : throw Refuse($"no thing {NearMiss.Quote(thingName)} is attached to the certificate");
    }

    static void RequireAllowed(IRegistryTransaction registry, string arn, string? thingName, DevicePrincipal device)
    {
        var effective = EffectivePolicies.Read(registry, device.CertificateId, thingName, version => PolicyDocument.ParseOrThrow(version.Document));
        var context = new PolicyContext { SourceIp = device.SourceIp, DomainName = device.DomainName, Certificate = device.Facts, Thing = effective.Thing };
        var decision = PolicyEvaluator.Evaluate(effective.Policies, Action, arn, context);
        if (!decision.IsAllowed)
        {
            throw Refuse($"{Action} on {arn}: {decision.Explain()}");
        }
    }

    static Role TrustingRole(IRegistryTransaction registry, RoleAlias alias, string arn, AwsAccount account, DateTimeOffset now)
    {
        var role = registry.Roles.FindByArn(alias.RoleArn, account) ?? throw Refuse($"there is no role {alias.RoleArn}");
        if (!RoleTrust.IncludesCredentialsProvider(role, arn, account, now))
        {
            throw Refuse($"the trust policy of {alias.RoleArn} doesn't allow sts:AssumeRole to the service credentials.iot.amazonaws.com");
        }

        return alias.CredentialDurationSeconds <= role.MaxSessionDurationSeconds
            ? role
            : throw AwsError.InvalidRequest($"The role alias's credentialDurationSeconds ({alias.CredentialDurationSeconds}) exceeds the MaxSessionDuration set for its role ({role.MaxSessionDurationSeconds})");
    }

    /// <summary>A device is told no more than AWS tells it; the log has the reason.</summary>
    static AwsError Refuse(string why) => new(AwsErrorCode.AccessDenied, Denied) { Detail = why };
}
