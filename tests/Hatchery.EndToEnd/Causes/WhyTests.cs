using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.Cli.Tests;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Causes;

/// <summary>1. A device registers by <c>mosquitto_rr</c>, then is refused. 2. It is found by whatever one knows of it. 3. Whoever follows sees it at once.</summary>
[Collection(CauseWorldTests.Name)]
public sealed class WhyTests(CauseWorld world)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_is_found_by_thing_certificate_client_id_serial_number_and_address_newest_first()
    {
        world.Require();
        var (serial, clientId, address) = (world.Name("serial"), world.Name("why"), world.Address());
        var template = await world.TemplateAsync(""" "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Fn::Join":["",["thing-",{"Ref":"SerialNumber"}]]} } } """);
        var first = await RegisterAsync();
        var second = await RegisterAsync();

        foreach (var what in new[] { $"thing-{serial}", clientId, serial, address })
        {
            var found = await WhyAsync(what);
            Assert.Equal(found.Select(Id).OrderDescending(), found.Select(Id));
            Assert.Contains(found, attempt => New(attempt) == first);
            Assert.Equal(second, New(found[0]));
        }

        Assert.Equal(first, New(Assert.Single(await WhyAsync(first[..10]))));
        Assert.Equal(second, New(Assert.Single(await WhyAsync(second))));

        // Both requests of a device on one connection, as firmware sends them.
        async Task<string> RegisterAsync()
        {
            await using var device = await Gateway.RawDevice.ConnectAsync(world.Server, world.Claim, 4, clientId, from: address);
            var created = await CauseWorld.AskAsync(device, "$aws/certificates/create-from-csr/json", JsonSerializer.Serialize(new { certificateSigningRequest = CauseWorld.Csr() }), "accepted", answer => answer.Clone());
            await CauseWorld.RegisterAsync(device, template, created.GetProperty("certificateOwnershipToken").GetString()!, $$"""{"SerialNumber":"{{serial}}"}""", "accepted", _ => "");
            var id = created.GetProperty("certificateId").GetString()!;
            await Eventually.TrueAsync(async () => (await WhyAsync(id)).Count == 1);
            return id;
        }
    }

    [Fact]
    public async Task What_happens_is_asked_for_within_half_a_second()
    {
        world.Require();
        var times = new List<TimeSpan>();
        for (var i = 0; i < 7; i++)
        {
            var clientId = world.Name("seen");
            await using var device = await Gateway.RawDevice.ConnectAsync(world.Server, world.Claim, 4, clientId);
            await CauseWorld.AskAsync(device, "$aws/certificates/create-from-csr/json", "{}", "rejected", _ => "");
            var watch = Stopwatch.StartNew();
            await Eventually.TrueAsync(async () => (await world.AttemptsAsync($"clientId={clientId}&cause=payload-member-missing"))["attempts"]!.AsArray().Count > 0);
            times.Add(watch.Elapsed);
        }

        // The median: a machine that is busy otherwise may hold one of them up.
        Assert.InRange(times.Order().ElementAt(times.Count / 2), TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Following_shows_attempts_as_they_happen_until_it_is_stopped(bool asJson)
    {
        world.Require();
        var start = new ProcessStartInfo("dotnet", [HatcheryServer.CommandLine, "attempts", "--follow", "--cause", "csr-not-pem", "--data", world.Server.Folder, .. asJson ? ["--json"] : Array.Empty<string>()])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var follow = Process.Start(start)!;
        try
        {
            // It shows what comes after it began: the device tries until it is seen.
            var line = follow.StandardOutput.ReadLineAsync(Ct).AsTask();
            for (var i = 0; i < 40 && !line.IsCompleted; i++)
            {
                await world.RejectedAsync("$aws/certificates/create-from-csr/json", """{"certificateSigningRequest":"MIIB"}""");
                await Task.WhenAny(line, Task.Delay(500, Ct));
            }

            Assert.True(line.IsCompleted, "nothing was shown");
            var shown = (await line)!;
            if (asJson)
            {
                Assert.Equal("csr-not-pem", JsonNode.Parse(shown)!["cause"]!.GetValue<string>());
            }
            else
            {
                Assert.StartsWith("FAILED csr-not-pem", shown, StringComparison.Ordinal);
            }

            // Not SIGINT: where the tests run in a shell's background it is ignored, here too.
            await Command.RunAsync("kill", ["-TERM", $"{follow.Id}"]);
            await follow.StandardOutput.ReadToEndAsync(Ct).WaitAsync(TimeSpan.FromSeconds(10), Ct);
            await follow.WaitForExitAsync(Ct).WaitAsync(TimeSpan.FromSeconds(10), Ct);
            Assert.Equal(0, follow.ExitCode);
        }
        finally
        {
            if (!follow.HasExited)
            {
                follow.Kill();
            }
        }
    }

    async Task<IReadOnlyList<JsonNode>> WhyAsync(string what)
    {
        var terminal = new TestTerminal();
        Assert.Equal(0, await terminal.RunAsync("why", what, "--count", "50", "--json", "--data", world.Server.Folder));
        return [.. JsonNode.Parse(terminal.Out)!["attempts"]!.AsArray().Select(attempt => attempt!)];
    }

    static string Id(JsonNode attempt) => attempt["id"]!.GetValue<string>();

    static string? New(JsonNode attempt) => attempt["newCertificateId"]?.GetValue<string>();
}
