namespace Hatchery.Core.Provisioning.Guards;

/// <summary>Holds what nobody has approved yet.</summary>
static class ApprovalGuard
{
    public static readonly Guard Guard = new("approval", GuardStage.Register, WhyNot) { Holds = static facts => facts.Held is not HeldStatus.Refused };

    static string? WhyNot(ClaimGuards guards, GuardFacts facts) => facts.Held switch
    {
        _ when !guards.NeedsApproval => null,
        HeldStatus.Approved => null,
        HeldStatus.Refused => "an operator refused the request",
        _ => "the request waits for approval",
    };
}
