using System.Net;
using Hatchery.Server.Signals;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Tls;

/// <summary>
/// Says which peers never got through the handshake: Kestrel keeps that to its debug log, and a device that lacks the root
/// CA is the commonest trouble there is. When the server stops, peers in their handshake are hung up on: Kestrel would wait for them.
/// </summary>
sealed partial class HandshakeWatch(ILogger<HandshakeWatch> logger)
{
    sealed class Handshake
    {
        public volatile bool IsFinished;
    }

    /// <summary>Stands before the TLS step.</summary>
    public ConnectionDelegate Outside(ConnectionDelegate tls) => async connection =>
    {
        var handshake = new Handshake();
        connection.Features.Set(handshake);
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        await using var hangUp = stopping.Register(() =>
        {
            if (!handshake.IsFinished)
            {
                connection.Abort();
            }
        });
        await tls(connection);
        if (!handshake.IsFinished && !stopping.IsCancellationRequested)
        {
            Metrics.Admissions.Add(1, Metrics.Result("NoHandshake"));
            Log.NotFinished(logger, connection.RemoteEndPoint);
        }
    };

    /// <summary>Stands after it.</summary>
    public static ConnectionDelegate Inside(ConnectionDelegate next) => connection =>
    {
        connection.Features.GetRequiredFeature<Handshake>().IsFinished = true;
        return next(connection);
    };

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Peer} did not finish its TLS handshake: it hung up, stayed silent, asked for an unknown ALPN name, or doesn't trust the server certificate (does it have root-ca.pem?)")]
        public static partial void NotFinished(ILogger logger, EndPoint? peer);
    }
}
