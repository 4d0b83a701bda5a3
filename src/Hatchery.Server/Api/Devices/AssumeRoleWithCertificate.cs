using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
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
    public const string Action = "iot:AssumeRoleWithCertificate";
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
                var found = tx.RoleAliases.Find(name) ?? throw new AwsError(AwsErrorCode.ResourceNotFound, "Role alias does not exist") { Cause = CredentialsCauses.AliasUnknown, Detail = AliasHint(tx, name) };
                if (ActiveCertificate.Refusal(tx, device.CertificateId, now, Failure.Of(CredentialsCauses.NoDevice)) is { } failure)
                {
                    throw Refuse(failure);
                }

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

    static Thing AttachedThing(IRegistryTransaction registry, string thingName, CertificateId certificate)
    {
        var name = new ThingName(thingName);
        return registry.Things.Find(name) is { } thing && registry.Things.Attachment(name, certificate) is not null
            ? thing
            : throw Refuse(Failure.Of(CredentialsCauses.ThingNotAttached, $"no thing {NearMiss.Quote(thingName)} is attached to the certificate"));
    }

    static void RequireAllowed(IRegistryTransaction registry, string arn, string? thingName, DevicePrincipal device)
    {
        var effective = EffectivePolicies.Read(registry, device.CertificateId, thingName, version => PolicyDocument.ParseOrThrow(version.Document));
        var context = new PolicyContext { SourceIp = device.SourceIp, DomainName = device.DomainName, Certificate = device.Facts, Thing = effective.Thing };
        var decision = PolicyEvaluator.Evaluate(effective.Policies, Action, arn, context);
        if (!decision.IsAllowed)
        {
            throw Refuse(PolicyDenial.Of(decision, Action, arn), $"{Action} on {arn}: {decision.Explain()}");
        }
    }

    static Role TrustingRole(IRegistryTransaction registry, RoleAlias alias, string arn, AwsAccount account, DateTimeOffset now)
    {
        var role = registry.Roles.FindByArn(alias.RoleArn, account) ?? throw Refuse(Failure.Of(CredentialsCauses.RoleMissing, $"there is no role {alias.RoleArn}"));
        if (!RoleTrust.IncludesCredentialsProvider(role, arn, account, now))
        {
            throw Refuse(Failure.Of(CredentialsCauses.RoleTrust, $"the trust policy of {alias.RoleArn} doesn't allow sts:AssumeRole to the service credentials.iot.amazonaws.com"));
        }

        return alias.CredentialDurationSeconds <= role.MaxSessionDurationSeconds
            ? role
            : throw new AwsError(AwsErrorCode.InvalidRequest, $"The role alias's credentialDurationSeconds ({alias.CredentialDurationSeconds}) exceeds the MaxSessionDuration set for its role ({role.MaxSessionDurationSeconds})") { Cause = CredentialsCauses.Duration };
    }

    static string? AliasHint(IRegistryTransaction registry, RoleAliasName name) =>
        NearMiss.Hint(name.Value, registry.RoleAliases.List(new PageRequest(Limits.PageSizeMax)).Items.Select(other => other.Name.Value)) is { Length: > 0 } hint ? hint.Trim() : null;

    /// <summary>A device is told no more than AWS tells it; log and attempt have the reason.</summary>
    static AwsError Refuse(Failure failure, string? why = null) =>
        new(AwsErrorCode.AccessDenied, Denied) { Cause = failure.Cause, Detail = why ?? failure.Evidence.Detail ?? failure.Cause.Sentence, Failure = failure };
}
