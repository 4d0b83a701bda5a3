using System.Net.Sockets;
using Hatchery.Server.Storage;

namespace Hatchery.Server;

/// <summary>Which failures at start are the operator's to put right, each as one line.</summary>
static class StartupFailure
{
    /// <summary>Null for a failure that is ours.</summary>
    public static StartupException? Explain(Exception e) => e switch
    {
        StartupException known => known,
        StorageException or InvalidDataException => new StartupException(OneLine(e.Message), e),
        // Kestrel's message names the address, as a URL even where it serves MQTT.
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            new StartupException($"{WithoutScheme(OneLine(e.Message)).TrimEnd('.')}; choose another with --api-port, --mqtt-port or --https-port", e),
        SocketException => new StartupException($"a port can't be opened: {OneLine(e.Message)}", e),
        IOException or UnauthorizedAccessException => new StartupException(OneLine(e.Message), e),
        _ => null,
    };

    static string WithoutScheme(string message) => message.Replace("https://", "", StringComparison.Ordinal).Replace("http://", "", StringComparison.Ordinal);

    static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();
}
