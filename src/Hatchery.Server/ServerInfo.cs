using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;

namespace Hatchery.Server;

/// <summary>
/// What a running server tells scripts, as <c>server.json</c> in its data folder and as the ready file. Paths are absolute,
/// ports are those really bound.
/// </summary>
/// <param name="MqttHost">The endpoint that devices dial: the first hostname.</param>
/// <param name="CredentialsFile">INI file with the access key, profile <c>default</c>.</param>
public sealed record ServerInfo(
    string ApiUrl,
    string ConsoleUrl,
    string MqttHost,
    int MqttPort,
    int HttpsPort,
    string RootCaFile,
    string CredentialsFile,
    string Region,
    string Account,
    string Version,
    int Pid)
{
    /// <summary>Its name in the data folder.</summary>
    public const string FileName = "server.json";

    static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(1);

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not one that a server wrote.</exception>
    public static ServerInfo Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ServerInfoJson.Default.ServerInfo)
                ?? throw new InvalidDataException($"{path} holds no server");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a file of this server: {e.Message}", e);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, ServerInfoJson.Default.ServerInfo);

    /// <summary>Readers see the whole file or none. Mode 0600.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var draft = $"{path}.{Environment.ProcessId}.tmp";
        using (var writer = new StreamWriter(draft, options))
        {
            writer.WriteLine(ToJson());
        }

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Whether the server still runs. A process id alone may be another's by now, so the API has to accept a connection too.</summary>
    public bool IsRunning() => ProcessLives() && ApiAccepts();

    bool ProcessLives()
    {
        try
        {
            using var process = Process.GetProcessById(Pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Win32Exception)
        {
            // Another user's process: it lives, and only the port can tell more.
            return true;
        }
    }

    bool ApiAccepts()
    {
        if (!Uri.TryCreate(ApiUrl, UriKind.Absolute, out var url))
        {
            return false;
        }

        try
        {
            using var socket = new TcpClient();
            return socket.ConnectAsync(url.IdnHost, url.Port).Wait(AnswerTimeout);
        }
        catch (AggregateException e) when (e.InnerException is SocketException)
        {
            return false;
        }
    }
}
