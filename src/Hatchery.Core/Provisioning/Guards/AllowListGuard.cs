namespace Hatchery.Core.Provisioning.Guards;

static class AllowListGuard
{
    public static readonly Guard Guard = new("allow-list", GuardStage.Request, WhyNot);

    static string? WhyNot(ClaimGuards guards, GuardFacts facts) => (guards.AllowList, facts) switch
    {
        (null, _) => null,
        ({ } list, { Serial: null }) => $"the request has no parameter {list.Parameter}",
        (_, { Listed: null }) => $"the serial number {NearMiss.Quote(facts.Serial!)} is not in the list",
        ({ Reusable: false }, { Listed.UsedBy: { } certificate }) =>
            $"the serial number {NearMiss.Quote(facts.Serial!)} was used by certificate {certificate} at {facts.Listed.UsedAt?.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
        _ => null,
    };
}
