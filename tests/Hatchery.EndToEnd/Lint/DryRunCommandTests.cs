using System.Text.Json;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Lint;

/// <summary>1. The user's set-up stands. 2. <c>hatchery dry-run</c> says what a device would become. 3. Nothing of it is there.</summary>
public sealed class DryRunCommandTests(SeedFixture fixture)
{
    [Fact]
    public async Task A_device_is_tried_and_leaves_no_trace()
    {
        var seed = fixture.Require();

        var done = await RunAsync("--template", Seed.Template, "--parameters", """{"SerialNumber":"dry1"}""");

        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.StartsWith($"accepted by {Seed.Template} version 1; nothing was written", done.Output);
        Assert.Contains("  create thing esp32dkc_dry1 of type esp32dkc with board=esp32-devkitc\n", done.Output);
        Assert.Contains($"in groups        {Seed.Group}", done.Output);
        Assert.Contains("""{"deviceConfiguration":{"heartbeat":"60"},"thingName":"esp32dkc_dry1"}""", done.Output);
        Assert.Contains("fits 2 KiB, fits 4 KiB", done.Output);
        Assert.Contains("may     iot:Connect        client/esp32dkc_dry1", done.Output);
        await seed.Aws.FailAsync("ResourceNotFoundException", "iot", "describe-thing", "--thing-name", "esp32dkc_dry1");
    }

    [Fact]
    public async Task A_rejection_is_the_devices_own()
    {
        fixture.Require();
        var done = await RunAsync("--template", Seed.Template, "--parameters", """{"serialNumber":"dry2"}""");

        Assert.Equal(1, done.ExitCode);
        Assert.Contains("""{"statusCode":400,"errorCode":"InvalidParameters","errorMessage":"Cannot resolve reference value: SerialNumber""", done.Output);

        var json = await RunAsync("--template", Seed.Template, "--json");
        Assert.False(JsonDocument.Parse(json.Output).RootElement.GetProperty("accepted").GetBoolean());
    }

    [Theory]
    [InlineData("--parameters is no JSON", "--template", "t", "--parameters", "{")]
    [InlineData("must be a JSON object", "--template", "t", "--parameters", "[]")]
    [InlineData("--template")]
    public async Task Wrong_usage_is_said_in_one_line(string text, params string[] arguments)
    {
        fixture.Require();
        var done = await RunAsync(arguments);

        Assert.Equal(2, done.ExitCode);
        Assert.Contains(text, done.Error);
    }

    Task<Command> RunAsync(params string[] arguments) => Command.RunAsync("dotnet", [HatcheryServer.CommandLine, "dry-run", "--data", fixture.Server.Folder, .. arguments]);
}
