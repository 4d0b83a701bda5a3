using Hatchery.Server.Broker.Wire;
using MQTTnet.Protocol;

namespace Hatchery.Server.Broker.Connections;

/// <summary>Why a connection ended.</summary>
/// <param name="Name">AWS's <c>disconnectReason</c>. Source: AWS, "Connect/Disconnect events".</param>
/// <param name="Code">What an MQTT 5 client is told; null closes without a word. MQTT 3.1.1 has no word for it.</param>
/// <param name="Text">The reason string beside the code.</param>
/// <param name="SendsWill">False where the client or the server took leave on purpose.</param>
sealed record EndReason(string Name, MqttDisconnectReasonCode? Code = null, string? Text = null, bool SendsWill = true)
{
    public static readonly EndReason ClientInitiated = new("CLIENT_INITIATED_DISCONNECT", SendsWill: false);

    /// <summary>The client took leave with a reason other than normal, which asks for its will. Source: MQTT 5.0, 3.14.2.1.</summary>
    public static readonly EndReason ClientInitiatedWithWill = new("CLIENT_INITIATED_DISCONNECT");

    public static readonly EndReason ConnectionLost = new("CONNECTION_LOST");

    public static readonly EndReason DuplicateClientId = new("DUPLICATE_CLIENTID", MqttDisconnectReasonCode.SessionTakenOver);

    public static readonly EndReason KeepAliveTimeout = new("MQTT_KEEP_ALIVE_TIMEOUT", MqttDisconnectReasonCode.KeepAliveTimeout);

    /// <summary>No CONNECT came in time.</summary>
    public static readonly EndReason ConnectTimeout = new("CLIENT_ERROR");

    public static readonly EndReason ApiInitiated = new("API_INITIATED_DISCONNECT", MqttDisconnectReasonCode.AdministrativeAction);

    // The server is going: nobody stays to receive a will.
    public static readonly EndReason ServerStopping = new("SERVER_INITIATED_DISCONNECT", MqttDisconnectReasonCode.ServerShuttingDown, SendsWill: false);

    public static readonly EndReason ServerError = new("SERVER_ERROR", MqttDisconnectReasonCode.UnspecifiedError);

    /// <summary>The certificate is no longer ACTIVE.</summary>
    public static readonly EndReason CertificateNotActive = new("FORBIDDEN_ACCESS", MqttDisconnectReasonCode.NotAuthorized);

    public static readonly EndReason Malformed = ClientError(MqttDisconnectReasonCode.MalformedPacket, ReasonTexts.Malformed);

    public static readonly EndReason UnexpectedPacket = ClientError(MqttDisconnectReasonCode.ProtocolError, ReasonTexts.UnexpectedPacket);

    public static EndReason ClientError(MqttDisconnectReasonCode code, string text) => new("CLIENT_ERROR", code, text);

    public static EndReason NotAuthorized(Guid trace) =>
        new("AUTH_ERROR", MqttDisconnectReasonCode.NotAuthorized, ReasonTexts.NotAuthorized("DISCONNECT", trace));
}
