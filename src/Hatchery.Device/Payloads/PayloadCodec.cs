using System.Formats.Cbor;
using System.Text.Json;

namespace Hatchery.Device.Payloads;

/// <summary>Turns messages into the bytes of their format and back.</summary>
static class PayloadCodec
{
    public static byte[] Encode(PayloadMap map, PayloadFormat format) =>
        format is PayloadFormat.Cbor ? CborPayload.Encode(map) : JsonPayload.Encode(map);

    /// <exception cref="InvalidDataException">Not a message of that format.</exception>
    public static PayloadMap Decode(ReadOnlyMemory<byte> payload, PayloadFormat format)
    {
        try
        {
            return format is PayloadFormat.Cbor ? CborPayload.Decode(payload) : JsonPayload.Decode(payload);
        }
        catch (Exception e) when (e is JsonException or CborContentException or InvalidOperationException or OverflowException)
        {
            throw new InvalidDataException($"The server's answer is not the {format} it should be: {e.Message}", e);
        }
    }
}
