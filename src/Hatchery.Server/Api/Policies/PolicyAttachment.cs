using Hatchery.Core;
using Hatchery.Core.Policies;

namespace Hatchery.Server.Api.Policies;

/// <summary>Attaching and detaching, shared by AttachPolicy and DetachPolicy and the older pair on principals.</summary>
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

    /// <summary>Detaching what isn't attached changes nothing.</summary>
    public static Task<bool> DetachAsync(this ApiServices services, PolicyName name, PolicyTarget target, CancellationToken ct) =>
        services.Registry.TransactAsync(
            tx =>
            {
                tx.Policies.FindOrThrow(name);
                return tx.Policies.Detach(name, target);
            },
            ct);
}

/// <summary>The body of AttachPolicy and DetachPolicy.</summary>
sealed record TargetRequest(string? Target);
