namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>What failed on the server's side, or on the way back.</summary>
public static class ServerCauses
{
    public static readonly Cause ReplyNotDelivered = new("reply-not-delivered", "The device was gone before the answer could be sent.",
        "The device waited no longer.", "Keep the connection open until the answer arrives; C clients wait only a second, so keep hooks fast.", "the device");

    public static readonly Cause ReplyTooLarge = new("reply-too-large", "The answer is larger than the Maximum Packet Size that the client announced.",
        "No answer arrives.", "Raise the client's receive buffer to 4 KiB, or use create-from-csr, whose answer is smaller.", "the device's MQTT buffer");

    public static readonly Cause Throttled = new("throttled", "Too many requests came in a short time.",
        Seen.Rejected, "Send requests more slowly; spread a batch's start.", "the devices");

    public static readonly Cause ServerFailure = new("server-failure", "The server failed to carry out the request.",
        Seen.Rejected, "Look into the server's log; the errorMessage names the place.", "the server");

    public static readonly Cause ServerUnavailable = new("server-unavailable", "The registry could not be read.",
        "CONNACK 3; MQTT 5: 0x88.", "Look into the server's log.", "the server");

    public static readonly CauseFamily Family = new("The server and the answer",
        [ReplyNotDelivered, ReplyTooLarge, Throttled, ServerFailure, ServerUnavailable]);
}
