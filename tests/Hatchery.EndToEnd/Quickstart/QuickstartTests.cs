using System.Diagnostics;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Quickstart;

/// <summary>What a newcomer sees. 1. an empty folder; 2. the same again; 3. beside a running server.</summary>
public sealed class QuickstartTests
{
    static readonly string[] FreePorts = ["--api-port", "0", "--mqtt-port", "0", "--https-port", "0"];

    [Fact]
    public async Task An_empty_folder_ends_with_a_provisioned_device_twice_over()
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-quickstart-").FullName;
        try
        {
            // 1. Everything is made: in under 15 s alone on two cores, and here other suites run beside it.
            var watch = Stopwatch.StartNew();
            var first = await RunAsync(folder, "--once");
            Assert.True(first.ExitCode == 0, first.Output + first.Error);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"quickstart took {watch.Elapsed}");
            foreach (var name in new[] { Seed.ClaimPolicy, Seed.FleetPolicy, Seed.Template, Seed.Role, Seed.Group, Seed.Prefix })
            {
                Assert.Contains(name, first.Output, StringComparison.Ordinal);
            }

            foreach (var file in new[] { "claim.cert.pem", "claim.private.key", "root-ca.pem" })
            {
                var path = Path.Combine(folder, "quickstart", file);
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
                Assert.Contains(path, first.Output, StringComparison.Ordinal);
            }

            // 2. Again: it says what stands, and provisions another device.
            var second = await RunAsync(folder, "--once");
            Assert.True(second.ExitCode == 0, second.Output + second.Error);
            Assert.Contains("already", second.Output, StringComparison.OrdinalIgnoreCase);
            Assert.False(File.Exists(Path.Combine(folder, "server.json")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Beside_a_running_server_it_says_so_and_exits_0()
    {
        await using var server = await HatcheryServer.StartAsync();
        var quickstart = await RunAsync(server.Folder, "--once");
        Assert.True(quickstart.ExitCode == 0, quickstart.Output + quickstart.Error);
        Assert.Contains("running", quickstart.Output + quickstart.Error, StringComparison.OrdinalIgnoreCase);
    }

    static Task<Command> RunAsync(string folder, params string[] more) =>
        Command.RunAsync("dotnet", [HatcheryServer.CommandLine, "quickstart", "--data", folder, .. FreePorts, .. more]);
}
