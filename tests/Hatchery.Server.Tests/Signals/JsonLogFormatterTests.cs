using System.Net;
using System.Text.Json;
using Hatchery.Core.Certificates;
using Hatchery.Server.Signals;
using Hatchery.Server.Tests.Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hatchery.Server.Tests.Signals;

public sealed class JsonLogFormatterTests
{
    static readonly CertificateId Certificate = new(new string('a', 64));

    [Fact]
    public void A_denial_has_the_names_of_AWS()
    {
        var line = Format("DeviceGateway", "Denied", LogLevel.Warning, ("ClientId", "c"), ("CertificateId", Certificate), ("Action", "iot:Subscribe"), ("Resource", "arn"), ("Why", "no statement"), ("Trace", "t-1"));

        Assert.Equal(
            ["timestamp", "logLevel", "traceId", "accountId", "status", "eventType", "protocol", "clientId", "principalId", "action", "resource", "reason", "details"],
            line.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["WARN", "t-1", "123456789012", "Failure", "Subscribe", "MQTT", Certificate.Value, "no statement"],
            new[] { "logLevel", "traceId", "accountId", "status", "eventType", "protocol", "principalId", "reason" }.Select(name => line.GetProperty(name).GetString()));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$", line.GetProperty("timestamp").GetString());
    }

    [Theory]
    [InlineData("iot:Connect", "Connect")]
    [InlineData("iot:Publish", "Publish-In")]
    [InlineData("iot:RetainPublish", "Publish-In")]
    [InlineData("iot:Receive", "Publish-Out")]
    public void A_denial_is_of_the_event_that_was_denied(string action, string type) =>
        Assert.Equal(type, Format("DeviceGateway", "Denied", LogLevel.Warning, ("Action", action)).GetProperty("eventType").GetString());

    [Theory]
    [InlineData("$aws/certificates/create/json", "GetDeviceCredentials")]
    [InlineData("$aws/provisioning-templates/t/provision/cbor", "ProvisionDevice")]
    public void A_rejection_is_of_its_operation(string topic, string type) =>
        Assert.Equal(type, Format("ProvisioningReplies", "Rejected", LogLevel.Warning, ("Topic", topic)).GetProperty("eventType").GetString());

    [Fact]
    public void An_address_is_split_and_a_short_certificate_id_is_whole()
    {
        var line = Format("DeviceAdmission", "Refused", LogLevel.Warning, ("Peer", new IPEndPoint(IPAddress.Parse("::ffff:10.0.0.7"), 4711)), ("Certificate", new ShortId(Certificate)));

        Assert.Equal(("10.0.0.7", 4711, Certificate.Value), (line.GetProperty("sourceIp").GetString(), line.GetProperty("sourcePort").GetInt32(), line.GetProperty("principalId").GetString()));
        Assert.Equal("Failure", line.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("x\n{\"eventType\":\"forged\"}")]
    [InlineData("\u001b[2J\r\u0085\u2028\u2029\"\\\0")]
    [InlineData("half a pair \ud800")]
    public void What_a_client_made_up_neither_begins_a_line_nor_leaves_its_field(string name)
    {
        var text = Write("DeviceGateway", "Connected", LogLevel.Debug, null, ("ClientId", name));

        Assert.DoesNotContain(text[..^1], c => char.IsControl(c) || c is '\u2028' or '\u2029');
        using var json = JsonDocument.Parse(text);
        Assert.Equal("Connect", json.RootElement.GetProperty("eventType").GetString());
        Assert.Equal(name.Replace('\ud800', '\ufffd'), json.RootElement.GetProperty("clientId").GetString());
    }

    [Fact]
    public void An_exception_and_an_event_without_a_name_of_AWSs_stay_on_their_line()
    {
        using var json = JsonDocument.Parse(Write("Sweeper", "Failed", LogLevel.Error, new InvalidOperationException("a\nb")));

        Assert.Equal(("ERROR", "Failure", "Sweeper.Failed"), (json.RootElement.GetProperty("logLevel").GetString(), json.RootElement.GetProperty("status").GetString(), json.RootElement.GetProperty("eventType").GetString()));
        Assert.StartsWith("System.InvalidOperationException: a\nb", json.RootElement.GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.False(json.RootElement.TryGetProperty("protocol", out _));
    }

    static JsonElement Format(string logger, string name, LogLevel level, params (string Name, object? Value)[] fields)
    {
        using var json = JsonDocument.Parse(Write(logger, name, level, null, fields));
        return json.RootElement.Clone();
    }

    static string Write(string logger, string name, LogLevel level, Exception? exception, params (string Name, object? Value)[] fields)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        KeyValuePair<string, object?>[] state = [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), KeyValuePair.Create("{OriginalFormat}", (object?)"template")];
        new JsonLogFormatter("123456789012", new ManualTime()).Write(
            new LogEntry<KeyValuePair<string, object?>[]>(level, $"Hatchery.Server.Part.{logger}", new EventId(1, name), state, exception, (_, _) => "as people get it"), null, writer);
        return writer.ToString();
    }
}
