using System.Text.Json.Nodes;

namespace Hatchery.EndToEnd.LifeCycles;

/// <summary>
/// Every noun of the API by AWS's SDKs, as tests/Cases/lifecycles tells its life: created, described, listed through pages while others
/// come and go, updated, refused, deleted. Each case leaves nothing behind, so that lists are exact.
/// </summary>
public sealed class SdkLifeCycleTests(SdkFixture fixture) : IClassFixture<SdkFixture>
{
    static readonly string Cases = Path.Combine(AppContext.BaseDirectory, "Cases", "lifecycles");

    public static TheoryData<string, string> Lives
    {
        get
        {
            var lives = new TheoryData<string, string>();
            foreach (var noun in Directory.GetFiles(Cases, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal))
            {
                lives.Add(noun!, SdkRunner.Python);
                lives.Add(noun!, SdkRunner.JavaScript);
            }

            return lives;
        }
    }

    [Theory]
    [MemberData(nameof(Lives))]
    public async Task A_noun_lives_by_an_SDK_of_AWSs(string noun, string sdk)
    {
        var runner = await fixture.RunnerAsync(sdk);
        var life = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Cases, noun + ".json"), TestContext.Current.CancellationToken))!.AsObject();
        life["variables"] = await LifeVariables.MakeAsync(fixture.Server);

        var faults = await runner.LiveAsync(life);

        Assert.True(faults.Length == 0, string.Join(Environment.NewLine, faults));
    }
}
