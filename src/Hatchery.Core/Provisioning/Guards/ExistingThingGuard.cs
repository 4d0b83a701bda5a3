namespace Hatchery.Core.Provisioning.Guards;

/// <summary>Who holds a leaked claim could otherwise take over any thing by its name.</summary>
static class ExistingThingGuard
{
    public static readonly Guard Guard = new("existing-thing", GuardStage.Register, WhyNot);

    static string? WhyNot(ClaimGuards guards, GuardFacts facts) =>
        guards.RefusesExistingThings && facts.ExistingThing is { } thing ? $"thing {thing} exists already" : null;
}
