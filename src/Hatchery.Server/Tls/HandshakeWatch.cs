using System.Diagnostics;
using System.Net;
using System.Net.Security;
using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Diagnosis;
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
sealed partial class HandshakeWatch(IReadOnlyList<SslApplicationProtocol> served, AttemptRecorder? attempts, ILogger<HandshakeWatch> logger)
{
    sealed class Handshake(ConnectionTrace trace)
    {
        public ConnectionTrace Trace => trace;

        public volatile bool IsFinished;
    }

    /// <summary>Stands before the TLS step.</summary>
    public ConnectionDelegate Outside(ConnectionDelegate tls) => async connection =>
    {
        var trace = new ConnectionTrace(attempts, PeerAddress.Of(connection), attempts?.Now ?? default);
        var handshake = new Handshake(trace);
        connection.Features.Set(handshake);
        connection.Features.Set(trace);
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        await using var hangUp = stopping.Register(() =>
        {
            if (!handshake.IsFinished)
            {
                connection.Abort();
            }
        });
        var started = Stopwatch.GetTimestamp();
        var first = await FirstBytes.PeekAsync(connection.Transport.Input, served);
        if (first.Failure is null || first.Failure.Cause == TlsCauses.Alpn || first.Failure.Cause == TlsCauses.Version)
        {
            // These two are told by TLS itself, in an alert.
            await tls(connection);
        }

        if (!handshake.IsFinished && !stopping.IsCancellationRequested)
        {
            Metrics.Admissions.Add(1, Metrics.Result("NoHandshake"));
            var failure = first.Failure ?? Failure.Of(Stopwatch.GetElapsedTime(started) >= Limits.HandshakeTimeout ? TlsCauses.Silent : TlsCauses.BrokenOff);
            Log.NotFinished(logger, connection.RemoteEndPoint, failure.Cause.Sentence, failure.Fix.What, failure.Cause.Id);
            trace.Refused(failure);
        }
    };

    /// <summary>Stands after it.</summary>
    public static ConnectionDelegate Inside(ConnectionDelegate next) => connection =>
    {
        var handshake = connection.Features.GetRequiredFeature<Handshake>();
        handshake.IsFinished = true;
        handshake.Trace.Secured(connection.Features.Get<ITlsHandshakeFeature>()?.Protocol ?? default);
        return next(connection);
    };

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Peer} did not finish its TLS handshake: {Sentence} {Fix} [{Cause}]")]
        public static partial void NotFinished(ILogger logger, EndPoint? peer, string sentence, string fix, string cause);
    }
}
