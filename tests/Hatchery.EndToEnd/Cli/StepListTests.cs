using System.Text.Json;
using Hatchery.Cli.Seed;

namespace Hatchery.Cli.Tests;

public sealed class StepListTests
{
    readonly TestTerminal terminal = new();

    [Fact]
    public void Steps_are_aligned_and_a_certificate_id_is_short()
    {
        var steps = new StepList(terminal.Terminal, json: false, TimeProvider.System);
        steps.Done("Claim policy", new StepOutcome("esp32_claim_policy"), TimeSpan.FromMilliseconds(3));
        steps.Done("Claim certificate", new StepOutcome(new string('a', 64)), TimeSpan.FromSeconds(1.25));
        steps.Done("Thing group", new StepOutcome("esp32dkc_group", AlreadyThere: true), TimeSpan.FromMilliseconds(2));

        Assert.Equal(
            """
              ✓ Claim policy            esp32_claim_policy                          3 ms
              ✓ Claim certificate       aaaaaaaaaaaa…                              1.3 s
              ✓ Thing group             esp32dkc_group                     already there

            """,
            terminal.Out);
    }

    [Fact]
    public void A_failure_says_why_and_what_to_do()
    {
        new StepList(terminal.Terminal, json: false, TimeProvider.System).Failed("Connected", "no\nroute", "Look at the cable.");

        Assert.Equal("  ✗ Connected               no route\n    Look at the cable.\n", terminal.Out);
    }

    [Fact]
    public async Task As_JSON_a_step_is_a_line()
    {
        var steps = new StepList(terminal.Terminal, json: true, TimeProvider.System);
        steps.Heading("Not for scripts");
        await steps.RunAsync("Claim policy", () => Task.FromResult(new StepOutcome("p", AlreadyThere: true)));

        using var line = JsonDocument.Parse(terminal.Out);
        Assert.Equal("alreadyThere", line.RootElement.GetProperty("status").GetString());
        Assert.True(line.RootElement.GetProperty("milliseconds").GetDouble() >= 0);
    }

    [Fact]
    public async Task A_step_that_throws_is_known_by_its_label()
    {
        var steps = new StepList(terminal.Terminal, json: false, TimeProvider.System);

        var e = await Assert.ThrowsAsync<StepFailure>(() => steps.RunAsync("Fleet policy", () => throw new IOException("disk full")));

        Assert.Equal(("Fleet policy", "disk full"), (e.Label, e.Message));
        Assert.Empty(terminal.Out);
    }
}
