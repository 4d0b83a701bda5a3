using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Seed;
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

    public async ValueTask InitializeAsync() => server = await StartAsync(Directory.CreateDirectory(Path.Combine(folder, "data")).FullName);

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A server with the set-up that quickstart makes, without its device.</summary>
    internal static async Task<HatcheryServer> StartAsync(string data, params string[] options)
    {
        var started = await HatcheryServer.StartAsync(data, ["--key-pool", "1", .. options]);
        using var api = new AwsApiClient(ApiTarget.Of(started.Info), TimeProvider.System);
        var setup = new SeedSetup(api, started.Info, new ClaimFolder(data));
        Func<CancellationToken, Task>[] steps = [setup.ClaimPolicyAsync, setup.ClaimCertificateAsync, setup.FleetPolicyAsync, setup.RoleAsync, setup.ThingGroupAsync, setup.TemplateAsync];
        foreach (var step in steps)
        {
            await step(CancellationToken.None);
        }

        return started;
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

    internal static Task<Diagnosis> RunOnAsync(string data, params string[] arguments) => RunAsync(new TestTerminal(), ["--data", data, .. arguments]);

    /// <summary>Against the server of the AWS_... variables.</summary>
    internal static Task<Diagnosis> RunByKeyAsync(HatcheryServer server, string id, string secret, params string[] arguments) => RunAsync(
        new TestTerminal(("AWS_ENDPOINT_URL", server.Info.ApiUrl), ("AWS_ACCESS_KEY_ID", id), ("AWS_SECRET_ACCESS_KEY", secret), ("AWS_REGION", server.Info.Region)), arguments);

    static async Task<Diagnosis> RunAsync(TestTerminal terminal, string[] arguments)
    {
        var code = await terminal.RunAsync(["doctor", "--json", .. arguments]);
        Assert.Equal("", terminal.Error);
        return new Diagnosis(code, JsonNode.Parse(terminal.Out)!.AsObject());
    }
}
