using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Provisioning.Guards;

/// <summary>Each guard, by itself.</summary>
public sealed class GuardTableTests
{
    static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    static readonly GuardScope Scope = GuardScope.Template(new TemplateName("fleet"));

    public static TheoryData<string, ClaimGuards, GuardFacts?, string?> Cases() => new()
    {
        { "time-window", new() { Window = new(Now, null) }, null, null },
        { "time-window", new() { Window = new(Now.AddSeconds(1), null) }, null, "it opens at 2030-01-01T12:00:01Z" },
        { "time-window", new() { Window = new(null, Now.AddSeconds(1)) }, null, null },
        { "time-window", new() { Window = new(null, Now) }, null, "it closed at 2030-01-01T12:00:00Z" },
        { "networks", new() { Networks = ["10.0.0.0/8", "192.0.2.0/24"] }, null, null },
        { "networks", new() { Networks = ["10.0.0.0/8", "192.0.3.0/24"] }, null, "'192.0.2.7' is in none of 10.0.0.0/8, 192.0.3.0/24" },
        { "networks", new() { Networks = ["0.0.0.0/0"] }, Facts() with { SourceIp = "" }, "'' is in none of 0.0.0.0/0" },
        { "networks", new() { Networks = ["2001:db8::/32"] }, Facts() with { SourceIp = "2001:db8::7" }, null },
        { "rate", new() { Rate = new(2, RatePeriod.Minute) }, Counted(9, Now.AddSeconds(-59), 1), null },
        { "rate", new() { Rate = new(2, RatePeriod.Minute) }, Counted(9, Now.AddSeconds(-59), 2), "2 registered since 2030-01-01T11:59:01Z, and the rate is 2/minute" },
        { "rate", new() { Rate = new(2, RatePeriod.Minute) }, Counted(9, Now.AddSeconds(-60), 2), null },
        { "rate", new() { Rate = new(2, RatePeriod.Hour) }, Counted(9, Now.AddSeconds(-60), 2), "2 registered since 2030-01-01T11:59:00Z, and the rate is 2/hour" },
        { "max-devices", new() { DevicesMax = 10 }, Counted(9), null },
        { "max-devices", new() { DevicesMax = 9 }, Counted(9), "9 registered, and the most is 9" },
        { "max-devices", new() { DevicesMax = 0 }, null, "0 registered, and the most is 0" },
        { "allow-list", new() { AllowList = new("Serial", false) }, null, "the request has no parameter Serial" },
        { "allow-list", new() { AllowList = new("Serial", false) }, Facts() with { Serial = "1" }, "the serial number '1' is not in the list" },
        { "allow-list", new() { AllowList = new("Serial", false) }, Facts() with { Serial = "1", Listed = new("1") }, null },
        { "allow-list", new() { AllowList = new("Serial", false) }, Facts() with { Serial = "1", Listed = Used }, $"the serial number '1' was used by certificate {Used.UsedBy} at 2030-01-01T12:00:00Z" },
        { "allow-list", new() { AllowList = new("Serial", true) }, Facts() with { Serial = "1", Listed = Used }, null },
        { "existing-thing", new() { RefusesExistingThings = true }, null, null },
        { "existing-thing", new() { RefusesExistingThings = true }, Facts() with { ExistingThing = new ThingName("t-1") }, "thing t-1 exists already" },
        { "approval", new() { NeedsApproval = true }, null, "the request waits for approval" },
        { "approval", new() { NeedsApproval = true }, Facts() with { Held = HeldStatus.Waiting }, "the request waits for approval" },
        { "approval", new() { NeedsApproval = true }, Facts() with { Held = HeldStatus.Refused }, "an operator refused the request" },
        { "approval", new() { NeedsApproval = true }, Facts() with { Held = HeldStatus.Approved }, null },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void A_guard_says_what_it_saw_or_nothing(string id, ClaimGuards guards, GuardFacts? facts, string? seen)
    {
        facts ??= Facts();
        var verdict = GuardTable.Decide(GuardStage.Register, facts with { Counted = facts.Counted with { Guards = guards } });

        Assert.Equal(seen, verdict?.Seen);
        Assert.Equal(seen is null ? null : id, verdict?.Guard);
        Assert.Equal(id == "approval" && facts.Held != HeldStatus.Refused && seen is not null, verdict?.IsHeld ?? false);
    }

    [Fact]
    public void Without_guards_everybody_passes() =>
        Assert.Null(GuardTable.Decide(GuardStage.Register, Facts() with { ExistingThing = new ThingName("t"), Held = HeldStatus.Refused, SourceIp = "" }));

    [Fact]
    public void A_guard_is_not_asked_before_it_can_know()
    {
        var all = new ClaimGuards { DevicesMax = 0, RefusesExistingThings = true, NeedsApproval = true, AllowList = new("Serial", false) };
        var facts = Facts() with { ExistingThing = new ThingName("t"), Counted = Facts().Counted with { Guards = all } };

        Assert.Null(GuardTable.Decide(GuardStage.Create, facts));
        Assert.Equal("max-devices", GuardTable.Decide(GuardStage.Request, facts)?.Guard);
        Assert.Equal("networks", GuardTable.Decide(GuardStage.Create, facts with { Counted = facts.Counted with { Guards = all with { Networks = ["10.0.0.0/8"] } } })?.Guard);
    }

    [Theory]
    [InlineData("10/minute", 10, RatePeriod.Minute)]
    [InlineData("1/hour", 1, RatePeriod.Hour)]
    public void A_rate_reads_as_it_is_written(string text, int count, RatePeriod period)
    {
        Assert.Equal(new RegistrationRate(count, period), RegistrationRate.Parse(text));
        Assert.Equal(text, new RegistrationRate(count, period).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("0/minute")]
    [InlineData("-1/minute")]
    [InlineData("10/day")]
    [InlineData("10/minute/hour")]
    [InlineData("99999999999/hour")]
    public void Other_texts_are_no_rate(string text) => Assert.Null(RegistrationRate.Parse(text));

    static AllowedSerial Used => new("1", new CertificateId("ab"), Now);

    static GuardFacts Facts() => new() { Now = Now, SourceIp = "192.0.2.7", Counted = new(Scope, null, ClaimGuards.None, 0, null, 0, Now) };

    static GuardFacts Counted(long devices, DateTimeOffset? from = null, int count = 0) =>
        Facts() with { Counted = Facts().Counted with { Devices = devices, RateFrom = from, RateCount = count } };
}
