using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Tests;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Doctor;

/// <summary>A server with the set-up of quickstart, claim folders to spoil, and doctor to look at them.</summary>
public sealed class DoctorFixture : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("hatchery-doctor-").FullName;
    HatcheryServer? server;

    internal HatcheryServer Server => server!;

    internal AwsApiClient Api => new(ApiTarget.Of(Server.Info), TimeProvider.System);

    public async ValueTask InitializeAsync() => server = await StartAsync(Path.Combine(folder, "data"));

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A server whose folder quickstart has been in.</summary>
    internal static async Task<HatcheryServer> StartAsync(string data, params string[] options)
    {
        var done = await Command.RunAsync("dotnet", [HatcheryServer.CommandLine, "quickstart", "--once", "--data", data, "--api-port", "0", "--mqtt-port", "0", "--https-port", "0"]);
        Assert.True(done.ExitCode == 0, done.Output + done.Error);
        return await HatcheryServer.StartAsync(data, options);
    }

    /// <summary>A copy of the claim folder of quickstart.</summary>
    internal string ClaimFolder()
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Server.Folder, "quickstart")))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    /// <summary>Runs doctor as a user does.</summary>
    internal Task<Diagnosis> RunAsync(params string[] arguments) => RunOnAsync(Server.Folder, arguments);

    internal static async Task<Diagnosis> RunOnAsync(string data, params string[] arguments)
    {
        var terminal = new TestTerminal();
        var code = await terminal.RunAsync(["doctor", "--data", data, "--json", .. arguments]);
        Assert.Equal("", terminal.Error);
        return new Diagnosis(code, JsonNode.Parse(terminal.Out)!.AsObject());
    }
}
