using System.Text.Json.Nodes;
using Hatchery.Cli.Tests;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Causes;

/// <summary>
/// The table of what goes wrong. For each case: 1. the set-up is made and a device meets it; 2. within half a second the attempt is
/// recorded with the cause, what was seen and what to do; 3. <c>hatchery why</c> says so; 4. the device's errorMessage ends in the id.
/// </summary>
[Collection(CauseWorldTests.Name)]
public sealed class CausesTests(CauseWorld world)
{
    public static TheoryData<string> Names => [.. CauseCase.All.Select(@case => @case.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_recorded_and_explained(string name)
    {
        world.Require();
        var @case = CauseCase.All.Single(c => c.Name == name);

        var met = await world.MeetAsync(@case);

        var failure = await FailureAsync(@case.Cause, met.What);
        Assert.NotEmpty(failure["fix"]!["what"]!.GetValue<string>());
        Assert.NotEmpty(failure["fix"]!["where"]!.GetValue<string>());
        var terminal = new TestTerminal();
        Assert.Equal(0, await terminal.RunAsync("why", met.What, "--count", "100", "--data", world.Server.Folder));
        Assert.Contains($"[{@case.Cause}]", terminal.Out, StringComparison.Ordinal);
        if (met.Message is { } message)
        {
            Assert.EndsWith($" [{@case.Cause}]", message, StringComparison.Ordinal);
        }
    }

    public static TheoryData<string> Samples => [.. CauseCase.All.DistinctBy(@case => @case.Cause).Where((_, i) => i % 20 == 0).Select(@case => @case.Name)];

    /// <summary>The rest goes through the same code within this process.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Is_explained_by_the_executable(string name)
    {
        world.Require();
        var @case = CauseCase.All.Single(c => c.Name == name);
        var met = await world.MeetAsync(@case);
        await FailureAsync(@case.Cause, met.What);

        var why = await Command.RunAsync("dotnet", [HatcheryServer.CommandLine, "why", met.What, "--data", world.Server.Folder]);

        Assert.Equal((0, ""), (why.ExitCode, why.Error));
        Assert.Contains($"[{@case.Cause}]", why.Output, StringComparison.Ordinal);
        Assert.Contains($"docs/causes/{@case.Cause}.md", why.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_cases_enough_and_names_are_unique()
    {
        Assert.True(CauseCase.All.DistinctBy(c => c.Cause).Count() >= 60);
        Assert.All(CauseCase.All, c => Assert.NotNull(Core.Diagnosis.CauseRegistry.Find(c.Cause)));
        Assert.Equal(CauseCase.All.Count, CauseCase.All.DistinctBy(c => c.Name).Count());
    }

    [Fact]
    public void Each_cause_has_a_case_or_a_reason_why_it_has_none() => Assert.Equal(
        Core.Diagnosis.CauseRegistry.All.Select(cause => cause.Id).Order(StringComparer.Ordinal),
        CauseCase.All.Select(@case => @case.Cause).Distinct().Concat(CausesElsewhere.Reasons.Keys).Order(StringComparer.Ordinal));

    async Task<JsonNode> FailureAsync(string cause, string what)
    {
        JsonNode? failure = null;
        var query = $"what={Uri.EscapeDataString(what)}&cause={cause}";
        try
        {
            await Eventually.TrueAsync(async () =>
            {
                var page = await world.AttemptsAsync(query);
                failure = page["attempts"]!.AsArray()
                    .SelectMany(attempt => attempt!["steps"]!.AsArray())
                    .Select(step => step!["failure"])
                    .FirstOrDefault(found => found?["cause"]?["id"]?.GetValue<string>() == cause);
                return failure is not null;
            });
        }
        catch (Xunit.Sdk.XunitException)
        {
            var all = await world.AttemptsAsync($"what={Uri.EscapeDataString(what)}");
            Assert.Fail($"no {cause} of {what}, but {all.ToJsonString()}");
        }

        return failure!;
    }
}
