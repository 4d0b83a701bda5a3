using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Hatchery.EndToEnd.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Hatchery.EndToEnd.Signals;

/// <summary>A device provisions itself. 1. its spans and metrics arrive at a collector; 2. its log is JSON and holds no secret.</summary>
public sealed class QuickstartSignalsTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_provisioning_is_one_trace_at_the_collector_and_lines_of_JSON_in_the_log()
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-signals-").FullName;
        var received = new ConcurrentQueue<(string Path, string? Type, byte[] Body)>();
        await using var collector = await StartCollectorAsync(received);
        try
        {
            var run = await Command.RunAsync(
                "dotnet",
                [HatcheryServer.CommandLine, "quickstart", "--once", "--data", folder, "--api-port", "0", "--mqtt-port", "0", "--https-port", "0", "--log-format", "json"],
                new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(), ["OTEL_SERVICE_NAME"] = "hatchery-of-the-test" });
            Assert.True(run.ExitCode == 0, run.Output + run.Error);

            AssertTrace([.. received.Where(request => request.Path == "/v1/traces").SelectMany(request => OtlpSpan.Read(request.Body))]);
            Assert.All(received, request => Assert.Equal("application/x-protobuf", request.Type));
            var metrics = received.Where(request => request.Path == "/v1/metrics").Select(request => Encoding.Latin1.GetString(request.Body)).Last();
            Assert.All(["hatchery.provisioning.duration", "hatchery.connects", "hatchery-of-the-test"], name => Assert.Contains(name, metrics, StringComparison.Ordinal));
            AssertLog(run.Error, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static void AssertTrace(IReadOnlyList<OtlpSpan> spans)
    {
        Assert.Contains(spans, span => span.Name == "CreateProvisioningTemplate" && span.Parent.Length == 0);

        var register = Assert.Single(spans, span => span.Name == "RegisterThing");
        var publish = Assert.Single(spans, span => span.Id == register.Parent);
        var connect = Assert.Single(spans, span => span.Id == publish.Parent);
        Assert.Equal(("PUBLISH", "CONNECT", ""), (publish.Name, connect.Name, connect.Parent));
        Assert.Contains(spans, span => span.Name == "commit" && span.Parent == register.Id);

        // What the claim's connection asked for is one trace.
        var create = Assert.Single(spans, span => span.Name == "CreateKeysAndCertificate" && span.Trace == register.Trace);
        Assert.Contains(spans, span => span.Name == "commit" && span.Parent == create.Id && span.Trace == register.Trace);
    }

    static void AssertLog(string log, string folder)
    {
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var types = lines.Select(line => line.GetProperty("eventType").GetString()).ToHashSet();
        Assert.Superset(new HashSet<string?> { "Connect", "Subscribe", "GetDeviceCredentials", "ProvisionDevice", "Disconnect" }, types);

        var created = Assert.Single(lines, line => line.GetProperty("eventType").GetString() == "GetDeviceCredentials");
        var registered = Assert.Single(lines, line => line.GetProperty("eventType").GetString() == "ProvisionDevice");
        Assert.Equal(created.GetProperty("deviceCertificateId").GetString(), registered.GetProperty("deviceCertificateId").GetString());
        Assert.Equal(64, registered.GetProperty("principalId").GetString()!.Length);
        Assert.Equal(Seed.Template, registered.GetProperty("provisioningTemplateName").GetString());
        var trace = registered.GetProperty("traceId").GetString()!;
        Assert.Equal(trace, created.GetProperty("traceId").GetString());

        var secret = File.ReadLines(Path.Combine(folder, "credentials")).Single(line => line.Contains("secret", StringComparison.Ordinal)).Split('=')[1].Trim();
        Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", log, StringComparison.Ordinal);
        Assert.DoesNotMatch("[A-Za-z0-9_-]{200,}", log); // an ownership token has 256
    }

    static async Task<WebApplication> StartCollectorAsync(ConcurrentQueue<(string Path, string? Type, byte[] Body)> received)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, Ct);
            received.Enqueue((http.Request.Path, http.Request.ContentType, body.ToArray()));
        });
        await app.StartAsync(Ct);
        return app;
    }
}
