using Hatchery.Core;
using Hatchery.Core.Policies;

namespace Hatchery.Server.Api.Policies;

/// <summary>Attaching, shared by AttachPolicy and the older AttachPrincipalPolicy.</summary>
static class PolicyAttachment
{
    /// <summary>Attaching again changes nothing.</summary>
    public static Task<bool> AttachAsync(this ApiServices services, PolicyName name, PolicyTarget target, CancellationToken ct)
    {
        var max = target.Kind == PolicyTargetKind.Certificate ? Limits.PoliciesPerCertificateMax : Limits.PoliciesPerThingGroupMax;
        return services.Registry.TransactAsync(
            tx =>
            {
                tx.Policies.FindOrThrow(name);
                tx.Require(target);
                if (tx.Policies.Attach(name, target) && tx.Policies.CountAttachedTo(target) > max)
                {
                    throw new AwsError(AwsErrorCode.LimitExceeded, $"The maximum number of policies ({max}) is already attached to {target.ToArn(services.Account)}");
                }

                return true;
            },
            ct);
    }
}

/// <summary>The body of AttachPolicy and DetachPolicy.</summary>
sealed record TargetRequest(string? Target);
