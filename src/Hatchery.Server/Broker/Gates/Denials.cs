using Hatchery.Server.Broker.Connections;

namespace Hatchery.Server.Broker.Gates;

/// <summary>Where every refusal goes: the log now, the diagnosis of denials later.</summary>
static class Denials
{
    /// <returns>The trace that an MQTT 5 client finds in its reason string, and an operator in the log.</returns>
    public static Guid Report(MqttConnection connection, string action, string resource, string why)
    {
        var trace = Guid.NewGuid();
        Log.Denied(connection.Gateway.Logger, connection.ClientId, connection.Principal.CertificateId, action, resource, why, trace);
        return trace;
    }
}
