using Hatchery.Core;

namespace Hatchery.Server.Provisioning;

/// <summary>A format that provisioning topics speak, named by the topic's last level. Source: AWS IoT "Device provisioning MQTT API".</summary>
abstract class PayloadFormat
{
    public static readonly PayloadFormat Json = new JsonPayload();
    public static readonly PayloadFormat Cbor = new CborPayload();

    /// <summary>Null for a format that doesn't exist.</summary>
    public static PayloadFormat? Find(string name) => name switch
    {
        "json" => Json,
        "cbor" => Cbor,
        _ => null,
    };

    /// <summary>Reads a request; an empty payload is one without members.</summary>
    /// <exception cref="AwsError">InvalidPayload: too long, too deep, or not a map in this format.</exception>
    public RequestPayload Read(ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return new RequestPayload(new Dictionary<string, RequestValue>());
        }

        if (payload.Length > Limits.ProvisioningPayloadBytesMax)
        {
            throw Invalid($"The payload has {payload.Length} bytes; the most is {Limits.ProvisioningPayloadBytesMax}");
        }

        return ReadValue(payload) is RequestValue.Map map ? new RequestPayload(map.Members) : throw Invalid("The payload must be a map of members");
    }

    /// <summary>The members in their order.</summary>
    public abstract byte[] Write(IReadOnlyList<ReplyMember> members);

    protected abstract RequestValue ReadValue(ReadOnlyMemory<byte> payload);

    protected static AwsError Invalid(string message) => new(AwsErrorCode.InvalidPayload, message);

    protected static void AddOnce(Dictionary<string, RequestValue> members, string name, RequestValue value)
    {
        if (!members.TryAdd(name, value))
        {
            throw Invalid($"The payload has the member '{name}' twice");
        }
    }
}
