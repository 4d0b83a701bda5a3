using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
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
    /// <summary>What the client did wrong, or met; null where nothing failed, or it was told already.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The server refused something: worth a record even where nothing else is.</summary>
    public bool IsRefusal { get; init; }

    public static readonly EndReason ClientInitiated = new("CLIENT_INITIATED_DISCONNECT", SendsWill: false);

    /// <summary>The client took leave with a reason other than normal, which asks for its will. Source: MQTT 5.0, 3.14.2.1.</summary>
    public static readonly EndReason ClientInitiatedWithWill = new("CLIENT_INITIATED_DISCONNECT");

    public static readonly EndReason ConnectionLost = new("CONNECTION_LOST");

    public static readonly EndReason DuplicateClientId = new("DUPLICATE_CLIENTID", MqttDisconnectReasonCode.SessionTakenOver);

    public static readonly EndReason KeepAliveTimeout = new("MQTT_KEEP_ALIVE_TIMEOUT", MqttDisconnectReasonCode.KeepAliveTimeout)
    {
        Failure = Failure.Of(ProtocolCauses.KeepAliveTimeout),
    };

    /// <summary>No CONNECT came in time.</summary>
    public static readonly EndReason ConnectTimeout = new("CLIENT_ERROR") { Failure = Failure.Of(ProtocolCauses.ConnectTimeout), IsRefusal = true };

    public static readonly EndReason ApiInitiated = new("API_INITIATED_DISCONNECT", MqttDisconnectReasonCode.AdministrativeAction);

    // The server is going: nobody stays to receive a will.
    public static readonly EndReason ServerStopping = new("SERVER_INITIATED_DISCONNECT", MqttDisconnectReasonCode.ServerShuttingDown, SendsWill: false);

    public static readonly EndReason ServerError = new("SERVER_ERROR", MqttDisconnectReasonCode.UnspecifiedError)
    {
        Failure = Failure.Of(ServerCauses.ServerFailure),
        IsRefusal = true,
    };

    /// <summary>The certificate is no longer ACTIVE.</summary>
    public static readonly EndReason CertificateNotActive = new("FORBIDDEN_ACCESS", MqttDisconnectReasonCode.NotAuthorized)
    {
        Failure = Failure.Of(CertificateCauses.LostActive),
        IsRefusal = true,
    };

    public static readonly EndReason Malformed = ClientError(MqttDisconnectReasonCode.MalformedPacket, ReasonTexts.Malformed, ProtocolCauses.MalformedPacket);

    public static readonly EndReason UnexpectedPacket = ClientError(MqttDisconnectReasonCode.ProtocolError, ReasonTexts.UnexpectedPacket, ProtocolCauses.UnexpectedPacket);

    /// <summary>What the client opens with is no CONNECT.</summary>
    public static readonly EndReason NotMqtt = ClientError(MqttDisconnectReasonCode.ProtocolError, ReasonTexts.UnexpectedPacket, ProtocolCauses.NotMqtt);

    public static EndReason ClientError(MqttDisconnectReasonCode code, string text, Cause cause, string? seen = null) =>
        new("CLIENT_ERROR", code, text) { Failure = Failure.Of(cause, seen), IsRefusal = true };

    /// <summary>The gate that refused has told why.</summary>
    public static EndReason NotAuthorized(Guid trace) =>
        new("AUTH_ERROR", MqttDisconnectReasonCode.NotAuthorized, ReasonTexts.NotAuthorized("DISCONNECT", trace));
}
