using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.Policies;

/// <summary>What a policy is attached to, as clients name it: the ARN of a certificate or of a thing group.</summary>
static class PolicyTargetArn
{
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static PolicyTarget Parse(string? target, AwsAccount account)
    {
        new Validation().Required("target", target).ThrowIfAny();
        RefuseCognitoIdentity(target!);
        return IotArn.Parse(target!, account) switch
        {
            ("cert", var id) => PolicyTarget.Certificate(ReadId(id)),
            ("thinggroup", var name) => PolicyTarget.ThingGroup(ReadGroupName(name)),
            var (type, _) => throw AwsError.InvalidRequest($"Invalid target '{target}': a policy attaches to a certificate (cert/<id>) or a thing group (thinggroup/<name>), not to a {type}"),
        };
    }

    /// <summary>The principal of the older operations, which know certificates only.</summary>
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static CertificateId ParsePrincipal(string? principal, AwsAccount account)
    {
        new Validation().Required("principal", principal).ThrowIfAny();
        RefuseCognitoIdentity(principal!);
        return IotArn.Parse(principal!, account) switch
        {
            ("cert", var id) => ReadId(id),
            ("thinggroup", _) => throw AwsError.InvalidRequest("The given ARN does not represent a cert"),
            _ => throw AwsError.InvalidRequest("Invalid principal type"),
        };
    }

    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public static void Require(this IRegistryTransaction tx, PolicyTarget target)
    {
        var found = target.Kind == PolicyTargetKind.Certificate
            ? tx.Certificates.Find(new CertificateId(target.Key)) is not null
            : tx.ThingGroups.Find(new ThingGroupName(target.Key)) is not null;
        if (!found)
        {
            throw AwsError.NotFound(target.Kind == PolicyTargetKind.Certificate
                ? $"Certificate not found. Id: {target.Key}"
                : $"Thing group not found (name={target.Key})");
        }
    }

    static CertificateId ReadId(string id)
    {
        new Validation().Text("certificateId", id, Certificates.CertificateLabel.Pattern, 64, 64).ThrowIfAny();
        return new CertificateId(id.ToLowerInvariant());
    }

    static ThingGroupName ReadGroupName(string name)
    {
        new Validation().Text("thingGroupName", name, ThingName.Pattern, 1, Limits.ThingNameMax).ThrowIfAny();
        return new ThingGroupName(name);
    }

    // Of the form <region>:<uuid>.
    static void RefuseCognitoIdentity(string target)
    {
        if (target.Split(':') is [_, var id] && Guid.TryParse(id, out _))
        {
            throw AwsError.InvalidRequest($"'{target}' is an Amazon Cognito identity; Hatchery attaches policies to certificates and thing groups only");
        }
    }
}
