using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Tls;

/// <summary>
/// Says which peers never got through the handshake: Kestrel keeps that to its debug log, and a device that lacks the root
/// CA is the commonest trouble there is.
/// </summary>
sealed partial class HandshakeWatch(ILogger<HandshakeWatch> logger)
{
    sealed class Finished
    {
        public static readonly Finished Instance = new();
    }

    /// <summary>Stands before the TLS step.</summary>
    public ConnectionDelegate Outside(ConnectionDelegate tls) => async connection =>
    {
        await tls(connection);
        if (connection.Features.Get<Finished>() is null)
        {
            Log.NotFinished(logger, connection.RemoteEndPoint);
        }
    };

    /// <summary>Stands after it.</summary>
    public static ConnectionDelegate Inside(ConnectionDelegate next) => connection =>
    {
        connection.Features.Set(Finished.Instance);
        return next(connection);
    };

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Peer} did not finish its TLS handshake: it hung up, stayed silent, asked for an unknown ALPN name, or doesn't trust the server certificate (does it have root-ca.pem?)")]
        public static partial void NotFinished(ILogger logger, EndPoint? peer);
    }
}
