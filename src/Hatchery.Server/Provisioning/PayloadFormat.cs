using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;

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
            throw Invalid($"The payload has {payload.Length} bytes; the most is {Limits.ProvisioningPayloadBytesMax}", PayloadCauses.Over64Kib);
        }

        if (FormatOf(payload.Span[0]) is { } format && format != Name)
        {
            throw Invalid($"The payload is {format}, but the topic asks for {Name}", PayloadCauses.WrongFormat);
        }

        return ReadValue(payload) is RequestValue.Map map ? new RequestPayload(map.Members) : throw Invalid("The payload must be a map of members", PayloadCauses.NotAMap);
    }

    /// <summary>The members in their order.</summary>
    public abstract byte[] Write(IReadOnlyList<ReplyMember> members);

    /// <summary>As the topic spells it.</summary>
    protected abstract string Name { get; }

    protected abstract RequestValue ReadValue(ReadOnlyMemory<byte> payload);

    protected static AwsError Invalid(string message, Cause cause) => new(AwsErrorCode.InvalidPayload, message) { Cause = cause };

    /// <summary>The format that a map's first byte gives away: neither begins one of the other's.</summary>
    static string? FormatOf(byte first) => first switch
    {
        (byte)'{' => "json",
        >= 0xA0 and <= 0xBF => "cbor",
        _ => null,
    };

    protected static void AddOnce(Dictionary<string, RequestValue> members, string name, RequestValue value)
    {
        if (!members.TryAdd(name, value))
        {
            throw Invalid($"The payload has the member '{name}' twice", PayloadCauses.MemberTwice);
        }
    }
}
