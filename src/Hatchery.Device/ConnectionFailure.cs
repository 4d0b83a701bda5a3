using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet.Exceptions;

namespace Hatchery.Device;

/// <summary>Says in one sentence why a connection failed, and what usually lies behind it.</summary>
static class ConnectionFailure
{
    public static DeviceConnectionException Explain(Exception e, string doing, DeviceEndpoint endpoint, string? distrust, bool timedOut)
    {
        var where = $"{endpoint.Host}:{endpoint.Port}";
        if (timedOut || Find<MqttCommunicationTimedOutException>(e) is not null)
        {
            return new DeviceConnectionException($"{where} gave no answer within {endpoint.Timeout.TotalSeconds:0.#} s while {doing}", isTransient: true, e);
        }

        if (Find<AuthenticationException>(e) is { } tls)
        {
            return new DeviceConnectionException($"The TLS handshake with {where} failed: {distrust ?? (tls.InnerException ?? tls).Message}", isTransient: false, e);
        }

        if (Find<SocketException>(e) is { SocketErrorCode: not SocketError.ConnectionReset } socket)
        {
            return new DeviceConnectionException($"No connection to {where}: {socket.Message}", isTransient: true, e);
        }

        if (Find<MqttClientUnexpectedDisconnectReceivedException>(e) is { ReasonCode: { } reason })
        {
            return new DeviceConnectionException($"{where} ended the connection while {doing}: {reason}", isTransient: true, e);
        }

        // AWS closes the connection without a word for whatever it refuses over MQTT 3.1.1.
        return new DeviceConnectionException(
            $"{where} closed the connection while {doing}; that is how a certificate that is unknown or not active, or a policy that doesn't allow it, is refused",
            isTransient: true,
            e);
    }

    static T? Find<T>(Exception? e) where T : Exception
    {
        while (e is not null and not T)
        {
            e = e.InnerException;
        }

        return (T?)e;
    }
}
