using System.Text.Json;
using Hatchery.Cli.Settings;
using Hatchery.Server;

namespace Hatchery.Cli.Tests;

public sealed class ServerSettingsTests
{
    [Fact]
    public void Without_options_the_defaults_hold()
    {
        var options = new TestTerminal().Read();

        Assert.Equal(Json(new HatcheryOptions() with { DataFolder = Path.GetFullPath("hatchery-data") }), Json(options));
    }

    [Fact]
    public void Every_option_arrives()
    {
        var options = new TestTerminal().Read(
            "--data", "/d", "--listen", "0.0.0.0", "--api-listen", "::1", "--api-port", "1", "--api-tls", "--mqtt-port", "2", "--https-port", "3",
            "--hostname", "a.example", "--hostname", "10.0.0.1", "--region", "eu-west-1", "--account", "123456789012",
            "--server-cert", "/s.pem", "--server-key", "/s.key", "--ca-cert", "/c.pem", "--ca-key", "/c.key",
            "--hook-endpoint", "http://lambda:9001", "--hook-secret-file", "/h", "--polite", "--ready-file", "/r.json", "--insecure-api",
            "--log-format", "json", "--metrics-token-file", "/m", "--otlp-endpoint", "http://collector:4318");

        var expected = new HatcheryOptions
        {
            DataFolder = "/d",
            Listen = "0.0.0.0",
            ApiListen = "::1",
            ApiPort = 1,
            ApiTls = true,
            InsecureApi = true,
            MqttPort = 2,
            HttpsPort = 3,
            Hostnames = ["a.example", "10.0.0.1"],
            Region = "eu-west-1",
            AccountId = "123456789012",
            HookEndpoint = "http://lambda:9001",
            HookSecretFile = "/h",
            ServerCertificateFile = "/s.pem",
            ServerKeyFile = "/s.key",
            CaCertificateFile = "/c.pem",
            CaKeyFile = "/c.key",
            Polite = true,
            ReadyFile = "/r.json",
            JsonLog = true,
            MetricsTokenFile = "/m",
            OtlpEndpoint = "http://collector:4318",
        };
        Assert.Equal(Json(expected), Json(options));
    }

    [Fact]
    public void Every_option_has_a_variable_and_the_command_line_wins()
    {
        var terminal = new TestTerminal(
            ("HATCHERY_MQTT_PORT", "2"), ("HATCHERY_HTTPS_PORT", "3"), ("HATCHERY_API_TLS", "true"), ("HATCHERY_POLITE", "0"),
            ("HATCHERY_HOSTNAME", "a.example, b.example"), ("HATCHERY_REGION", "eu-west-1"), ("HATCHERY_ACCOUNT", ""));

        var options = terminal.Read("--https-port", "4");

        Assert.Equal((2, 4, true, false), (options.MqttPort, options.HttpsPort, options.ApiTls, options.Polite));
        Assert.Equal(["a.example", "b.example"], options.Hostnames);
        Assert.Equal(("eu-west-1", "000000000000"), (options.Region, options.AccountId));
    }

    [Theory]
    [InlineData("--mqtt-port=70000", "--mqtt-port must be a port from 0 (any free one) to 65535, not '70000'")]
    [InlineData("--mqtt-port=-1", "not '-1'")]
    [InlineData("--api-port=x", "--api-port")]
    [InlineData("--account=12345678901", "--account must be 12 digits")]
    [InlineData("--account=1234567890ab", "--account must be 12 digits")]
    [InlineData("--region=US-EAST-1", "--region")]
    [InlineData("--hostname=a_b.example", "--hostname")]
    [InlineData("--hostname=192.168.1", "--hostname")]
    [InlineData("--hostname=-a", "--hostname")]
    [InlineData("--hostname=*.example", "--hostname")]
    [InlineData("--listen=256.0.0.1", "--listen")]
    [InlineData("--listen=1", "--listen")]
    [InlineData("--listen=eth0", "--listen")]
    [InlineData("--server-cert=a", "--server-cert needs --server-key too")]
    [InlineData("--server-key=a", "--server-key needs --server-cert too")]
    [InlineData("--ca-key=a", "--ca-key needs --ca-cert too")]
    [InlineData("--log-format=xml", "--log-format must be text or json, not 'xml'")]
    [InlineData("--otlp-endpoint=collector:4318", "--otlp-endpoint must be a URL")]
    [InlineData("--mqtt-port=8443", "port 8443 is given to two of")]
    public void A_value_that_cannot_be_is_refused_by_name(string arg, string says) =>
        Assert.Contains(says, Assert.Throws<UsageException>(() => new TestTerminal().Read(arg)).Message);

    [Theory]
    [InlineData("HATCHERY_MQTT_PORT", "70000")]
    [InlineData("HATCHERY_API_TLS", "yes")]
    [InlineData("HATCHERY_REGION", "x")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    public void A_wrong_variable_is_named(string variable, string value) =>
        Assert.StartsWith($"{variable} must be ", Assert.Throws<UsageException>(() => new TestTerminal((variable, value)).Read()).Message);

    [Fact]
    public void OpenTelemetrys_own_variable_names_the_collector_and_ours_wins()
    {
        var theirs = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://theirs:4318");

        Assert.Equal("http://theirs:4318", new TestTerminal(theirs).Read().OtlpEndpoint);
        Assert.Equal("http://ours:4318", new TestTerminal(theirs, ("HATCHERY_OTLP_ENDPOINT", "http://ours:4318")).Read().OtlpEndpoint);
    }

    [Theory]
    [InlineData("us-gov-west-1")]
    [InlineData("cn-north-1")]
    [InlineData("ap-southeast-4")]
    public void Every_AWS_region_is_one(string region) => Assert.Equal(region, new TestTerminal().Read("--region", region).Region);

    [Theory]
    [InlineData("0.0.0.0", "", false)]
    [InlineData("::", "", false)]
    [InlineData("192.168.1.2", "", false)]
    [InlineData("192.168.1.2", "--api-tls", true)]
    [InlineData("192.168.1.2", "--insecure-api", true)]
    [InlineData("127.0.0.1", "", true)]
    [InlineData("127.0.0.2", "", true)]
    [InlineData("::1", "", true)]
    [InlineData("localhost", "", true)]
    public void An_API_beyond_this_machine_needs_TLS_or_a_word(string address, string more, bool allowed)
    {
        string[] args = ["--api-listen", address, .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        if (allowed)
        {
            new TestTerminal().Read(args);
            return;
        }

        Assert.Contains("--api-tls", Assert.Throws<UsageException>(() => new TestTerminal().Read(args)).Message);
    }

    [Fact]
    public void Paths_are_made_absolute()
    {
        var options = new TestTerminal().Read("--data", "x", "--ready-file", "y");

        Assert.Equal((Path.GetFullPath("x"), Path.GetFullPath("y")), (options.DataFolder, options.ReadyFile));
    }

    [Fact]
    public void A_variable_has_the_upper_case_name_of_its_option() =>
        Assert.All(ServerSettings.All, option => Assert.Matches("^HATCHERY_[A-Z]+(_[A-Z]+)*$", SettingReader.VariableOf(option.Name)));

    static string Json(HatcheryOptions options) => JsonSerializer.Serialize(options);
}
