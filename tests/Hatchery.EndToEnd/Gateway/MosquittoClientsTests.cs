using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Gateway;

/// <summary>Messages by mosquitto's own clients.</summary>
[Collection(GatewayTests.Name)]
public sealed class MosquittoClientsTests
{
    readonly GatewayFixture _fixture;

    public MosquittoClientsTests(GatewayFixture fixture)
    {
        fixture.Require();
        _fixture = fixture;
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task A_retained_message_waits_for_its_subscriber(string version)
    {
        var topic = $"mosquitto/{version}";
        await SucceedAsync("mosquitto_pub", "-V", version, "-t", topic, "-m", "kept", "-r", "-q", "1");
        Assert.Equal("1 1 kept", (await SucceedAsync("mosquitto_sub", "-V", version, "-t", topic, "-C", "1", "-W", "5", "-q", "1", "-F", "%r %q %p")).Output.Trim());
        await SucceedAsync("mosquitto_pub", "-V", version, "-t", topic, "-n", "-r", "-q", "1");
        Assert.Empty((await RunAsync(_fixture, "mosquitto_sub", _fixture.Any, "-V", version, "-t", topic, "-C", "1", "-W", "1")).Output);
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task A_kept_session_gets_what_came_while_it_was_away(string version)
    {
        var topic = $"mosquitto/away/{version}";
        string[] session = ["-V", version, "-i", $"mosquitto-{version}", "-c", "-q", "1", "-t", topic, .. version == "mqttv5" ? ["-x", "300"] : Array.Empty<string>()];
        await SucceedAsync("mosquitto_sub", [.. session, "-E"]);
        await SucceedAsync("mosquitto_pub", "-V", version, "-t", topic, "-m", "again", "--repeat", "3", "-q", "1");
        Assert.Equal("again\nagain\nagain\n", (await SucceedAsync("mosquitto_sub", [.. session, "-C", "3", "-W", "5"])).Output);
    }

    [Fact]
    public async Task Many_publishers_at_once_reach_one_subscriber_and_none_is_lost()
    {
        const int Publishers = 8;
        var subscriber = RunAsync(_fixture, "mosquitto_sub", _fixture.Any, "-t", "crowd/#", "-q", "1", "-C", $"{Publishers * 50}", "-W", "20", "-F", "%t");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(i => SucceedAsync("mosquitto_pub", "-t", $"crowd/{i}", "-m", "x", "-q", "1", "--repeat", "50")));
        var lines = (await subscriber).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines.CountBy(line => line), topic => Assert.Equal(50, topic.Value));
        Assert.Equal(Publishers * 50, lines.Length);
    }

    internal static Task<Command> RunAsync(GatewayFixture fixture, string program, TestCertificate certificate, params string[] arguments)
    {
        Assert.SkipWhen(Command.Find(program) is null, $"{program} is not installed");
        return Command.RunAsync(program,
        [
            "-h", "localhost", "-p", $"{fixture.Server.Info.MqttPort}", "--cafile", fixture.Server.Info.RootCaFile,
            "--cert", certificate.CertificateFile, "--key", certificate.KeyFile, .. arguments,
        ]);
    }

    async Task<Command> SucceedAsync(string program, params string[] arguments)
    {
        var done = await RunAsync(_fixture, program, _fixture.Any, arguments);
        Assert.True(done.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {done.ExitCode} {done.Error}");
        return done;
    }
}
