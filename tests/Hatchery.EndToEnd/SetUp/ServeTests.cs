using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.SetUp;

/// <summary>Starting, stopping, and everything that can keep a server from starting: one clear line and exit code 1.</summary>
public sealed class ServeTests
{
    [Fact]
    public async Task It_is_ready_soon_keeps_its_files_private_and_stops_cleanly()
    {
        var watch = Stopwatch.StartNew();
        await using var server = await HatcheryServer.StartAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"ready after {watch.Elapsed}");
        var owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(server.Folder));
        foreach (var file in Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories)
            .Where(f => f.Contains("key", StringComparison.Ordinal) || f.EndsWith("credentials", StringComparison.Ordinal) || f.EndsWith("server.json", StringComparison.Ordinal)))
        {
            Assert.Equal(owner, File.GetUnixFileMode(file));
        }

        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"{server.Info.ApiUrl}/healthz", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"{server.Info.ApiUrl}/readyz", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(0, await server.StopAsync());
        Assert.False(File.Exists(Path.Combine(server.Folder, "server.json")));
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_and_exit_code_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await AssertRefusedAsync([$"--mqtt-port={port}"], $"{port}");
        await AssertRefusedAsync([$"--api-port={port}"], $"{port}");
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_used_is_one_line_and_exit_code_1()
    {
        var file = Path.GetTempFileName();
        try
        {
            await AssertRefusedAsync(["--data", file], file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_one_line_and_exit_code_1()
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-newer-").FullName;
        try
        {
            await using (await HatcheryServer.StartAsync(folder))
            {
            }

            await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "hatchery.db")};Pooling=False"))
            {
                await connection.OpenAsync(TestContext.Current.CancellationToken);
                await using var command = connection.CreateCommand();
                command.CommandText = NewerVersion;
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }

            await AssertRefusedAsync(["--data", folder], "newer");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused()
    {
        await using var server = await HatcheryServer.StartAsync();
        await AssertRefusedAsync(["--data", server.Folder], server.Folder);
    }

    [Theory]
    [InlineData("--aws-rates")]
    [InlineData("--database", "postgres://localhost/x")]
    [InlineData("--no-such-option")]
    public async Task An_option_that_is_not_built_is_refused_with_one_line(params string[] option)
    {
        var serve = await Command.RunAsync("dotnet", [HatcheryServer.CommandLine, "serve", .. option]);
        Assert.Equal(2, serve.ExitCode);
        Assert.Contains(option[0], serve.Error, StringComparison.Ordinal);
        Assert.Single(serve.Error.Trim().Split('\n'));
    }

    [Fact]
    public Task A_hook_secret_that_is_missing_is_one_line_and_exit_code_1() =>
        AssertRefusedAsync(["--hook-secret-file", "/nonexistent/secret"], "the hook secret file can't be read: Could not find");

    [Fact]
    public async Task An_API_beyond_loopback_needs_TLS()
    {
        var serve = await Command.RunAsync("dotnet", [HatcheryServer.CommandLine, "serve", "--api-listen", "0.0.0.0", "--data", "/nonexistent/never-made"]);
        Assert.NotEqual(0, serve.ExitCode);
        Assert.Contains("--api-tls", serve.Error, StringComparison.Ordinal);
    }

    const string NewerVersion = "INSERT INTO schema_versions (version, name) VALUES (9999, 'later')";

    static async Task AssertRefusedAsync(string[] options, string names)
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-refused-").FullName;
        try
        {
            string[] data = options[0] == "--data" ? [] : ["--data", folder];
            string[] ports = [.. new[] { "--api-port", "--mqtt-port", "--https-port" }.Where(p => !options[0].StartsWith(p, StringComparison.Ordinal)).Select(p => $"{p}=0")];
            var serve = await Command.RunAsync("dotnet", [HatcheryServer.CommandLine, "serve", .. options, .. data, .. ports], limit: TimeSpan.FromSeconds(20));
            Assert.Equal(1, serve.ExitCode);
            Assert.Contains(names, serve.Error, StringComparison.Ordinal);
            Assert.Single(serve.Error.Trim().Split('\n'));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
