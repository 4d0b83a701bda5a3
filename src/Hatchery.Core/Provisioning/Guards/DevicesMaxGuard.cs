namespace Hatchery.Core.Provisioning.Guards;

static class DevicesMaxGuard
{
    public static readonly Guard Guard = new("max-devices", GuardStage.Request, WhyNot);

    static string? WhyNot(ClaimGuards guards, GuardFacts facts) =>
        facts.Counted.Devices >= guards.DevicesMax ? $"{facts.Counted.Devices} registered, and the most is {guards.DevicesMax}" : null;
}
