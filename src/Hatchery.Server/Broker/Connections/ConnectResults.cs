using Hatchery.Server.Signals;

namespace Hatchery.Server.Broker.Connections;

/// <summary>What the metric of CONNECTs calls a connection that ended without a session.</summary>
static class ConnectResults
{
    public static KeyValuePair<string, object?> Of(EndReason reason) => reason.Name switch
    {
        "AUTH_ERROR" or "FORBIDDEN_ACCESS" => Results.AuthError,
        "SERVER_ERROR" or "SERVER_INITIATED_DISCONNECT" => Results.ServerError,
        "CLIENT_ERROR" when reason.Text == nameof(MQTTnet.Protocol.MqttConnectReasonCode.ServerUnavailable) => Results.ServerError,
        _ => Results.ClientError,
    };
}
