using System.Net.Security;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Diagnosis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Tls;

/// <summary>Tells the protocols of the https port apart. MQTT by certificate passes; the others aren't served yet, which is said.</summary>
sealed partial class AlpnGate(ILogger<AlpnGate> logger)
{
    public ConnectionDelegate Before(ConnectionDelegate mqtt) => connection =>
    {
        var protocol = connection.Features.GetRequiredFeature<ISslStreamFeature>().SslStream.NegotiatedApplicationProtocol;
        if (protocol == AlpnProtocols.MqttByCertificate)
        {
            return mqtt(connection);
        }

        Log.NotServed(logger, connection.RemoteEndPoint, NameOf(protocol));
        connection.Features.Get<ConnectionTrace>()?.Refused(Failure.Of(TlsCauses.ProtocolNotServed, NameOf(protocol)));
        return Task.CompletedTask;
    };

    static string NameOf(SslApplicationProtocol protocol)
    {
        if (protocol == default)
        {
            return "HTTPS and MQTT over WebSocket (no ALPN)";
        }

        if (protocol == AlpnProtocols.Mqtt)
        {
            return "MQTT by custom authorizer (ALPN mqtt)";
        }

        return protocol == AlpnProtocols.HttpByCertificate ? "HTTPS publish (ALPN x-amzn-http-ca)" : "HTTPS and MQTT over WebSocket (ALPN http/1.1)";
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Closed a connection of {Peer}: the https port doesn't serve {Protocol} yet; use ALPN x-amzn-mqtt-ca, or the MQTT port")]
        public static partial void NotServed(ILogger logger, System.Net.EndPoint? peer, string protocol);
    }
}
