using System.Net;
using System.Net.Security;
using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Diagnosis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Tls;

/// <summary>
/// Tells the protocols of the https port apart: MQTT and HTTP, both by certificate. What isn't served is closed, which is said.
/// Source: AWS IoT "Device communication protocols".
/// </summary>
sealed partial class AlpnGate(ILogger<AlpnGate> logger)
{
    const byte MqttConnect = 0x10;

    /// <summary>Stands before the admission: a client without certificate learns that its protocol is the trouble.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) => connection =>
        Asked(connection) == AlpnProtocols.Mqtt ? Refuse(connection, "MQTT by custom authorizer (ALPN mqtt)") : next(connection);

    /// <summary>What may turn out to be HTTP under a signature, for which nobody needs a certificate.</summary>
    public static bool MayLackCertificate(ConnectionContext connection) => Asked(connection) is var asked && (asked == default || asked == SslApplicationProtocol.Http11 || asked == AlpnProtocols.Http10);

    /// <summary>Stands behind it, where the ways part.</summary>
    public ConnectionDelegate Between(ConnectionDelegate mqtt, ConnectionDelegate http) => async connection =>
    {
        var asked = Asked(connection);
        if (asked == AlpnProtocols.MqttByCertificate)
        {
            await mqtt(connection);
            return;
        }

        if (asked != default)
        {
            await http(connection);
            return;
        }

        // Most HTTP clients ask for nothing; an MQTT client that asks for nothing has forgotten it.
        switch (await FirstByteAsync(connection))
        {
            case null:
                return;
            case MqttConnect:
                await Refuse(connection, "MQTT without ALPN");
                return;
            default:
                await http(connection);
                return;
        }
    };

    static SslApplicationProtocol Asked(ConnectionContext connection) =>
        connection.Features.GetRequiredFeature<ISslStreamFeature>().SslStream.NegotiatedApplicationProtocol;

    /// <summary>Waits for it and leaves it where it is; null when none comes.</summary>
    static async ValueTask<byte?> FirstByteAsync(ConnectionContext connection)
    {
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping, connection.ConnectionClosed);
        patience.CancelAfter(Limits.ConnectTimeout);
        try
        {
            var read = await connection.Transport.Input.ReadAsync(patience.Token);
            byte? first = read.Buffer.IsEmpty ? null : read.Buffer.FirstSpan[0];
            connection.Transport.Input.AdvanceTo(read.Buffer.Start);
            return first;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    Task Refuse(ConnectionContext connection, string protocol)
    {
        Log.NotServed(logger, connection.RemoteEndPoint, protocol);
        connection.Features.Get<ConnectionTrace>()?.Refused(Failure.Of(TlsCauses.ProtocolNotServed, protocol));
        return Task.CompletedTask;
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Closed a connection of {Peer}: the https port doesn't serve {Protocol}; use ALPN x-amzn-mqtt-ca, or the MQTT port")]
        public static partial void NotServed(ILogger logger, EndPoint? peer, string protocol);
    }
}
