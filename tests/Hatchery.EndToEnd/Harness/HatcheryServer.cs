using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Hatchery.Server;

namespace Hatchery.EndToEnd.Harness;

/// <summary>The published command line serving on free ports with a data folder of its own.</summary>
sealed class HatcheryServer : IAsyncDisposable
{
    readonly Process _process;
    readonly StringBuilder _log;
    readonly bool _ownsFolder;

    HatcheryServer(Process process, StringBuilder log, string folder, bool ownsFolder, ServerInfo info)
    {
        _process = process;
        _log = log;
        _ownsFolder = ownsFolder;
        Folder = folder;
        Info = info;
    }

    public string Folder { get; }

    public ServerInfo Info { get; }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What the server wrote to stdout and stderr so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>The dll of the command line built beside these tests.</summary>
    public static string CommandLine => typeof(Cli.CommandLine).Assembly.Location;

    public static Task<HatcheryServer> StartAsync(string? folder = null, params string[] options) => StartAsync(folder, new Dictionary<string, string>(), options);

    public static async Task<HatcheryServer> StartAsync(string? folder, IReadOnlyDictionary<string, string> environment, params string[] options)
    {
        var ownsFolder = folder is null;
        folder ??= Directory.CreateTempSubdirectory("hatchery-e2e-").FullName;
        var ready = Path.Combine(folder, "ready.json");
        File.Delete(ready);
        var start = new ProcessStartInfo("dotnet",
            [CommandLine, "serve", "--data", folder, "--api-port", "0", "--mqtt-port", "0", "--https-port", "0", "--ready-file", ready, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var log = new StringBuilder();
        var process = new Process { StartInfo = start };
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (log)
            {
                log.AppendLine(line.Data);
            }
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var waited = Stopwatch.StartNew();
        while (!File.Exists(ready))
        {
            if (process.HasExited || waited.Elapsed > TimeSpan.FromSeconds(30))
            {
                throw new InvalidOperationException($"the server did not become ready: {log}");
            }

            await Task.Delay(20);
        }

        var info = ServerInfo.Read(ready) ?? throw new JsonException("the ready file could not be read");
        return new HatcheryServer(process, log, folder, ownsFolder, info);
    }

    /// <summary>The environment that <c>hatchery env</c> prints.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> EnvironmentAsync()
    {
        var env = await Command.RunAsync("dotnet", [CommandLine, "env", "--data", Folder]);
        return env.ExitCode == 0
            ? env.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line["export ".Length..].Split('=', 2))
                .ToDictionary(pair => pair[0], pair => (string?)pair[1].Trim('\'', '"'))
            : throw new InvalidOperationException(env.Error);
    }

    /// <summary>Ends the process at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
        {
            await Command.RunAsync("kill", ["-TERM", $"{_process.Id}"]);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException e)
            {
                _process.Kill();
                throw new TimeoutException($"the server did not stop within 10 s: {Log}", e);
            }
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            _process.Dispose();
            if (_ownsFolder)
            {
                Directory.Delete(Folder, recursive: true);
            }
        }
    }
}
