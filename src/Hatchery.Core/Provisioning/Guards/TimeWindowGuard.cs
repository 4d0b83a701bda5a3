namespace Hatchery.Core.Provisioning.Guards;

static class TimeWindowGuard
{
    public static readonly Guard Guard = new("time-window", GuardStage.Create, WhyNot);

    static string? WhyNot(ClaimGuards guards, GuardFacts facts) => guards.Window switch
    {
        { From: { } from } when facts.Now < from => $"it opens at {from.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
        { To: { } to } when facts.Now >= to => $"it closed at {to.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
        _ => null,
    };
}
