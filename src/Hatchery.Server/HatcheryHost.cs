using System.Net;
using System.Net.Sockets;

namespace Hatchery.Server;

/// <summary>The running server. This stand-in keeps the API port open and writes the files that scripts read.</summary>
public sealed class HatcheryHost : IAsyncDisposable
{
    readonly TcpListener listener;
    readonly string file;

    HatcheryHost(TcpListener listener, string file, ServerInfo info)
    {
        this.listener = listener;
        this.file = file;
        Info = info;
    }

    public ServerInfo Info { get; }

    /// <exception cref="StartupException">It cannot start: a port in use, a folder that isn't writable.</exception>
    public static Task<HatcheryHost> StartAsync(HatcheryOptions options, CancellationToken ct)
    {
        var data = Path.GetFullPath(options.DataFolder);
        var api = new TcpListener(IPAddress.Parse(options.ApiListen), options.ApiPort);
        try
        {
            Directory.CreateDirectory(data);
            api.Start();
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(e.Message, e);
        }

        var url = $"{(options.ApiTls ? "https" : "http")}://{api.LocalEndpoint}";
        var info = new ServerInfo(
            url, url + "/console/", options.Hostnames[0], options.MqttPort, options.HttpsPort, Path.Combine(data, "ca", "root-ca.pem"),
            Path.Combine(data, "credentials"), options.Region, options.AccountId, "0.1.0", Environment.ProcessId);
        var infoFile = Path.Combine(data, ServerInfo.FileName);
        info.Write(infoFile);
        if (options.ReadyFile is { } ready)
        {
            info.Write(ready);
        }

        return Task.FromResult(new HatcheryHost(api, infoFile, info));
    }

    public Task StopAsync()
    {
        File.Delete(file);
        listener.Dispose();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
