using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Provisioning.Guards;

/// <summary>What a device hears of a verdict: never which guard it was, since claim keys leak. Operators read the detail.</summary>
static class GuardRefusal
{
    const string Refused = "A guard refused the request.";
    const string Held = "The registration waits for approval. Send the same request again later.";

    public static AwsError Of(GuardVerdict verdict) => new(AwsErrorCode.ProvisioningDenied, verdict.IsHeld ? Held : Refused)
    {
        Cause = verdict.IsHeld ? GuardCauses.Held : GuardCauses.Refused,
        Detail = $"{verdict}",
    };

    /// <summary>What an operator reads who registers a device without it.</summary>
    public static AwsError OfOperator(GuardVerdict verdict) => new(AwsErrorCode.ResourceRegistrationFailure, $"{verdict}") { Cause = GuardCauses.Refused };
}
