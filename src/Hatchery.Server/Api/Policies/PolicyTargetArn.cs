using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Api.ThingGroups;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.Policies;

/// <summary>What a policy is attached to, as clients name it: the ARN of a certificate or of a thing group.</summary>
static class PolicyTargetArn
{
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static PolicyTarget Parse(string? target, AwsAccount account)
    {
        new Validation().Required("target", target).ThrowIfAny();
        RefuseCognitoIdentity(target!);
        return target!.Split(':', 6) is [.., var resource] && resource.StartsWith("thinggroup/", StringComparison.Ordinal)
            ? PolicyTarget.ThingGroup(ReadGroupName(ResourceArn.NameIn(target, "thinggroup", account)))
            : PolicyTarget.Certificate(PrincipalArn.Parse(target, account));
    }

    /// <summary>The principal of the older operations, which know certificates only.</summary>
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static CertificateId ParsePrincipal(string? principal, AwsAccount account)
    {
        new Validation().Required("principal", principal).ThrowIfAny();
        RefuseCognitoIdentity(principal!);
        return PrincipalArn.Parse(principal!, account);
    }

    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public static void Require(this IRegistryTransaction tx, PolicyTarget target)
    {
        if (target.Kind == PolicyTargetKind.Certificate)
        {
            tx.Certificates.DemandExists(new CertificateId(target.Key));
            return;
        }

        tx.ThingGroups.Existing(new ThingGroupName(target.Key));
    }

    static ThingGroupName ReadGroupName(string name)
    {
        new Validation().RegistryName("thingGroupName", name).ThrowIfAny();
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
