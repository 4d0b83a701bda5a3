using System.Net;
using System.Net.Http.Headers;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Signals;

/// <summary>Prometheus scrapes. 1. what a provisioned device leaves; 2. who may scrape.</summary>
public sealed class MetricsTests(SeedFixture fixture)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_provisioned_device_and_a_refused_request_are_counted()
    {
        var seed = fixture.Require();
        await Devices.ProvisionAsync(Devices.Options(seed, "measured"));
        await seed.Aws.TryAsync("iot", "describe-thing", "--thing-name", "no-such-thing");

        // The attempt is counted when it is written, a moment later.
        PrometheusText metrics;
        using var http = new HttpClient();
        var url = $"{seed.Server.Info.ApiUrl}/metrics";
        do
        {
            metrics = PrometheusText.Parse(await http.GetStringAsync(url, Ct));
            await Task.Delay(400, Ct);
        }
        while (metrics.Value("hatchery_attempts_total", ("kind", "provisioning")) == 0 && !Ct.IsCancellationRequested);

        Assert.True(metrics.Value("hatchery_provisioning_duration_seconds_count", ("operation", "RegisterThing"), ("result", "Success")) >= 1);
        Assert.True(metrics.Value("hatchery_register_thing_total", ("template", Seed.Template), ("result", "Success")) >= 1);
        Assert.True(metrics.Value("hatchery_connects_total", ("result", "Success")) >= 1);
        Assert.True(metrics.Value("hatchery_api_duration_seconds_count", ("operation", "DescribeThing"), ("code", "ResourceNotFoundException")) >= 1);
        Assert.True(metrics.Value("hatchery_commit_batch_count") >= 1);
        Assert.InRange(metrics.Value("hatchery_connections"), 0, 1000);
        Assert.Contains("dotnet_process_cpu_time_seconds_total", metrics.Families);
        AssertDocumented(metrics);
        Assert.DoesNotContain(metrics.Labels.SelectMany(values => values), value => value.Contains("measured", StringComparison.Ordinal) || value.Contains("no-such-thing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_a_token_only_who_has_it_may_scrape()
    {
        var token = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(token, "let-me-in\n", Ct);
            await using var server = await HatcheryServer.StartAsync(null, "--metrics-token-file", token);

            Assert.Equal(HttpStatusCode.Unauthorized, (await ScrapeAsync(server, null)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await ScrapeAsync(server, "let-me-inn")).StatusCode);
            PrometheusText.Parse(await (await ScrapeAsync(server, "let-me-in")).EnsureSuccessStatusCode().Content.ReadAsStringAsync(Ct));
        }
        finally
        {
            File.Delete(token);
        }
    }

    [Fact]
    public async Task Beyond_this_machine_nobody_scrapes_without_a_token()
    {
        await using var server = await HatcheryServer.StartAsync(null, "--api-listen", "0.0.0.0", "--insecure-api");

        var refused = await ScrapeAsync(server, "anything");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("--metrics-token-file", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    /// <summary>docs/signals.md lists each family with its labels.</summary>
    static void AssertDocumented(PrometheusText metrics)
    {
        var rows = File.ReadLines(Path.Combine(RootOf(AppContext.BaseDirectory), "docs", "signals.md"))
            .Where(line => line.StartsWith("| `hatchery.", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(row => row[1].Trim('`').Replace('.', '_'), row => row[3].Split(", ", StringSplitOptions.RemoveEmptyEntries));

        Assert.All(metrics.Families.Where(family => family.StartsWith("hatchery_", StringComparison.Ordinal)), family =>
        {
            var row = rows.Where(row => family.StartsWith(row.Key, StringComparison.Ordinal)).MaxBy(row => row.Key.Length);
            Assert.NotNull(row.Key);
            Assert.Empty(metrics.LabelsOf(family).Except([.. row.Value, "le"]));
        });
    }

    static string RootOf(string folder) => File.Exists(Path.Combine(folder, "Hatchery.slnx")) ? folder : RootOf(Path.GetDirectoryName(folder)!);

    static async Task<HttpResponseMessage> ScrapeAsync(HatcheryServer server, string? token)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await http.GetAsync(new Uri($"{server.Info.ApiUrl}/metrics"), Ct);
    }
}
