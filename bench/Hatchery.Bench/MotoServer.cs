using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hatchery.Bench;

/// <summary>moto in its server mode, the emulator that is measured beside.</summary>
sealed class MotoServer : IAsyncDisposable
{
    readonly Process process;

    MotoServer(Process process, IPEndPoint endpoint) => (this.process, Endpoint) = (process, endpoint);

    public IPEndPoint Endpoint { get; }

    public TimeSpan CpuTime => ProcessCpu.Of(process.Id);

    /// <summary>Null where moto is not installed.</summary>
    public static async Task<MotoServer?> StartAsync(CancellationToken ct)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "moto_server")).FirstOrDefault(File.Exists);
        if (program is null)
        {
            return null;
        }

        var endpoint = new IPEndPoint(IPAddress.Loopback, FreePort());
        var start = new ProcessStartInfo(program, ["-H", "127.0.0.1", "-p", endpoint.Port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var started = Process.Start(start)!;
        started.OutputDataReceived += (_, _) => { };
        started.ErrorDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        var moto = new MotoServer(started, endpoint);
        while (!await AnswersAsync(endpoint, ct))
        {
            await Task.Delay(100, ct);
        }

        return moto;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static async Task<bool> AnswersAsync(IPEndPoint endpoint, CancellationToken ct)
    {
        try
        {
            using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(endpoint, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
