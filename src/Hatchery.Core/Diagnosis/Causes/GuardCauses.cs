namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>What guards say. Which one, and what it saw, is evidence for operators: a device that hears it could learn how to pass.</summary>
public static class GuardCauses
{
    public static readonly Cause Refused = new("guard-refused", "A guard of the claim or of the template refused the device.",
        Seen.Rejected, "The evidence names the guard and what it saw. If the device may register, change the guard with hatchery claim guard; if not, look for a leaked claim with hatchery claim devices.", "the guards of the claim or the template");

    public static readonly Cause Held = new("guard-held", "The registration waits for an operator's approval.",
        Seen.Rejected, "List what waits with hatchery claim approvals and decide with hatchery claim approve or refuse; the device's next identical RegisterThing then succeeds.", "the approvals of the claim");

    public static readonly CauseFamily Family = new("Claim guards", [Refused, Held]);
}
