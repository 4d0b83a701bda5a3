namespace Hatchery.Core.Provisioning.Guards;

static class RateGuard
{
    public static readonly Guard Guard = new("rate", GuardStage.Request, WhyNot);

    /// <summary>The rate's period after one more registration: when it began, and how many it has.</summary>
    public static (DateTimeOffset From, int Count) After(RegistrationRate rate, GuardedRegistrations counted, DateTimeOffset now) =>
        Within(rate, counted, now) is { } from ? (from, counted.RateCount + 1) : (now, 1);

    static string? WhyNot(ClaimGuards guards, GuardFacts facts) =>
        guards.Rate is { } rate && Within(rate, facts.Counted, facts.Now) is { } from && facts.Counted.RateCount >= rate.Count
            ? $"{facts.Counted.RateCount} registered since {from.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}, and the rate is {rate}"
            : null;

    // A clock set back doesn't stop registrations until it has caught up.
    static DateTimeOffset? Within(RegistrationRate rate, GuardedRegistrations counted, DateTimeOffset now) =>
        counted.RateFrom is { } from && now >= from && now < from + rate.Length ? from : null;
}
