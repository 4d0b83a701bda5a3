using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Hatchery.Server;

namespace Hatchery.Cli.Tests;

/// <summary>A running server is a live process that answers on its API's port; here it is the test itself.</summary>
public sealed class EnvCommandTests : IDisposable
{
    readonly TcpListener api = new(IPAddress.Loopback, 0);
    readonly string folder = Directory.CreateTempSubdirectory("hatchery-env-").FullName;

    public EnvCommandTests()
    {
        api.Start();
        File.WriteAllText(Path.Combine(folder, "credentials"), "[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = a/b+c'=\n");
    }

    ServerInfo Info => new(
        $"http://{api.LocalEndpoint}", "http://x/console/", "localhost", 8883, 8443, "/root ca.pem", Path.Combine(folder, "credentials"),
        "eu-west-1", "000000000000", "0.1.0", Environment.ProcessId);

    public void Dispose()
    {
        api.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Only_exports_reach_stdout_in_a_form_that_a_shell_evaluates()
    {
        Info.Write(Path.Combine(folder, "server.json"));
        var terminal = new TestTerminal();

        Assert.Equal(0, await terminal.RunAsync("env", "--data", folder));

        Assert.Equal(
            [
                $"export AWS_ENDPOINT_URL={Info.ApiUrl}", "export AWS_ACCESS_KEY_ID=AKIAEXAMPLE", @"export AWS_SECRET_ACCESS_KEY='a/b+c'\''='",
                "export AWS_REGION=eu-west-1", "export AWS_DEFAULT_REGION=eu-west-1",
            ],
            terminal.Out.TrimEnd().Split('\n'));
        Assert.Contains("--endpoint-url $AWS_ENDPOINT_URL", terminal.Error);
    }

    [Fact]
    public async Task Over_TLS_the_root_CA_is_exported_too()
    {
        (Info with { ApiUrl = Info.ApiUrl.Replace("http:", "https:") }).Write(Path.Combine(folder, "server.json"));
        var terminal = new TestTerminal(("HATCHERY_DATA", folder));

        Assert.Equal(0, await terminal.RunAsync("env"));

        Assert.Contains("export AWS_CA_BUNDLE='/root ca.pem'\n", terminal.Out);
    }

    [Fact]
    public async Task As_JSON_it_is_one_object()
    {
        Info.Write(Path.Combine(folder, "server.json"));
        var terminal = new TestTerminal();

        Assert.Equal(0, await terminal.RunAsync("env", "--data", folder, "--json"));

        using var json = JsonDocument.Parse(terminal.Out);
        Assert.Equal("a/b+c'=", json.RootElement.GetProperty("AWS_SECRET_ACCESS_KEY").GetString());
        Assert.Empty(terminal.Error);
    }

    [Fact]
    public async Task A_process_id_that_nobody_has_reads_as_not_running()
    {
        (Info with { Pid = int.MaxValue }).Write(Path.Combine(folder, "server.json"));

        await AssertNotRunningAsync("env", "--data", folder);
    }

    [Fact]
    public async Task A_process_id_that_another_program_got_reads_as_not_running()
    {
        Info.Write(Path.Combine(folder, "server.json"));
        api.Dispose();

        await AssertNotRunningAsync("env", "--data", folder);
    }

    [Fact]
    public async Task A_folder_without_a_server_reads_as_not_running()
    {
        await AssertNotRunningAsync("env", "--data", folder);
        await AssertNotRunningAsync("env", "--data", "/nonexistent/folder");
        await AssertNotRunningAsync("env");
    }

    [Fact]
    public async Task A_file_that_no_server_wrote_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "server.json"), "{}", TestContext.Current.CancellationToken);
        var terminal = new TestTerminal();

        Assert.Equal(1, await terminal.RunAsync("env", "--data", folder));
        Assert.Contains("server.json is not a file of this server", terminal.Error);
        Assert.Single(terminal.Error.TrimEnd().Split('\n'));
    }

    static async Task AssertNotRunningAsync(params string[] args)
    {
        var terminal = new TestTerminal();
        Assert.Equal(1, await terminal.RunAsync(args));
        Assert.Contains("not running", terminal.Error);
        Assert.Empty(terminal.Out);
    }
}
