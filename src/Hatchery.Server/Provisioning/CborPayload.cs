using System.Formats.Cbor;
using Hatchery.Core;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Server.Provisioning;

/// <summary>
/// Requests may have indefinite lengths. Replies have definite ones and text strings only: clients read into fixed buffers,
/// and one borrows its strings from the packet.
/// </summary>
sealed class CborPayload : PayloadFormat
{
    protected override string Name => "cbor";

    public override byte[] Write(IReadOnlyList<ReplyMember> members)
    {
        var cbor = new CborWriter(CborConformanceMode.Strict);
        cbor.WriteStartMap(members.Count);
        foreach (var member in members)
        {
            cbor.WriteTextString(member.Name);
            WriteValue(cbor, member);
        }

        cbor.WriteEndMap();
        return cbor.Encode();
    }

    protected override RequestValue ReadValue(ReadOnlyMemory<byte> payload)
    {
        try
        {
            var reader = new CborReader(payload, CborConformanceMode.Strict);
            var value = ReadValue(reader, depth: 0);
            return reader.BytesRemaining == 0 ? value : throw Invalid("The payload goes on after its CBOR value", PayloadCauses.NotCbor);
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            throw Invalid($"The payload is not valid CBOR: {e.Message}", PayloadCauses.NotCbor);
        }
    }

    static RequestValue ReadValue(CborReader reader, int depth)
    {
        while (reader.PeekState() == CborReaderState.Tag)
        {
            reader.ReadTag();
        }

        switch (reader.PeekState())
        {
            case CborReaderState.StartMap:
                return ReadMap(reader, depth + 1);
            case CborReaderState.StartArray:
                return ReadList(reader, depth + 1);
            case CborReaderState.TextString or CborReaderState.StartIndefiniteLengthTextString:
                return new RequestValue.Text(reader.ReadTextString());
            case CborReaderState.Null:
                reader.ReadNull();
                return new RequestValue.Null();
            case var state:
                reader.SkipValue();
                return new RequestValue.Other(KindOf(state));
        }
    }

    static RequestValue.Map ReadMap(CborReader reader, int depth)
    {
        CheckDepth(depth);
        var members = new Dictionary<string, RequestValue>(StringComparer.Ordinal);
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            if (ReadValue(reader, depth) is not RequestValue.Text name)
            {
                throw Invalid("The payload has a map with a key that is not a text string", PayloadCauses.NotCbor);
            }

            AddOnce(members, name.Value, ReadValue(reader, depth));
        }

        reader.ReadEndMap();
        return new RequestValue.Map(members);
    }

    static RequestValue.Other ReadList(CborReader reader, int depth)
    {
        CheckDepth(depth);
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            ReadValue(reader, depth);
        }

        reader.ReadEndArray();
        return new RequestValue.Other("a list");
    }

    static void CheckDepth(int depth)
    {
        if (depth > Limits.PayloadDepthMax)
        {
            throw Invalid($"The payload is nested deeper than {Limits.PayloadDepthMax} levels", PayloadCauses.NotCbor);
        }
    }

    static string KindOf(CborReaderState state) => state switch
    {
        CborReaderState.ByteString or CborReaderState.StartIndefiniteLengthByteString => "a byte string",
        CborReaderState.Boolean => "a boolean",
        CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger => "a number",
        CborReaderState.HalfPrecisionFloat or CborReaderState.SinglePrecisionFloat or CborReaderState.DoublePrecisionFloat => "a number",
        _ => "another value",
    };

    static void WriteValue(CborWriter cbor, ReplyMember member)
    {
        if (member.Map is not null)
        {
            cbor.WriteStartMap(member.Map.Count);
            foreach (var (key, value) in member.Map)
            {
                cbor.WriteTextString(key);
                cbor.WriteTextString(value);
            }

            cbor.WriteEndMap();
            return;
        }

        if (member.Text is not null)
        {
            cbor.WriteTextString(member.Text);
            return;
        }

        cbor.WriteInt32(member.Number);
    }
}
