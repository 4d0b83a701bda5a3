using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.LifeCycles;

/// <summary>One of AWS's SDKs in a process of its own that lives the cases of tests/Cases/lifecycles, one after the other.</summary>
sealed class SdkRunner : IAsyncDisposable
{
    public const string Python = "boto3";
    public const string JavaScript = "@aws-sdk";

    static readonly string Clients = Path.Combine(AppContext.BaseDirectory, "../../../../tests/Hatchery.EndToEnd/Clients");

    readonly Process process;

    SdkRunner(Process process) => this.process = process;

    /// <summary>Skips, with the reason, where the SDK is not installed.</summary>
    public static async Task<SdkRunner> StartAsync(string sdk, HatcheryServer server)
    {
        var (program, script) = sdk == Python ? (await Botocore.FindPythonAsync(), "lifecycle.py") : (Command.Find("node"), "lifecycle.mjs");
        Assert.SkipWhen(program is null, $"{sdk} is not installed");
        Assert.SkipUnless(sdk == Python || Directory.Exists(Path.Combine(Clients, "node_modules", "@aws-sdk", "client-iot")), "the JavaScript clients are not installed (./test installs them)");
        var start = new ProcessStartInfo(program, [script]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Clients };
        foreach (var (name, value) in await server.EnvironmentAsync())
        {
            start.Environment[name] = value;
        }

        return new SdkRunner(Process.Start(start)!);
    }

    /// <summary>Lives a case; what went otherwise than it says.</summary>
    public async Task<string[]> LiveAsync(JsonObject life)
    {
        await process.StandardInput.WriteLineAsync(life.ToJsonString());
        await process.StandardInput.FlushAsync();
        var faults = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the SDK's process ended");
        return JsonSerializer.Deserialize<string[]>(faults)!;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
