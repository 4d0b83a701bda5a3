using System.Formats.Cbor;

namespace Hatchery.Device.Payloads;

static class CborPayload
{
    public static byte[] Encode(PayloadMap map)
    {
        var writer = new CborWriter();
        writer.WriteStartMap(map.Count);
        foreach (var (name, value) in map.Members)
        {
            writer.WriteTextString(name);
            Write(writer, value);
        }

        writer.WriteEndMap();
        return writer.Encode();
    }

    /// <exception cref="CborContentException">Not well-formed CBOR.</exception>
    /// <exception cref="InvalidOperationException">Not a map with text keys.</exception>
    public static PayloadMap Decode(ReadOnlyMemory<byte> payload)
    {
        var reader = new CborReader(payload, CborConformanceMode.Lax);
        var map = new PayloadMap();
        reader.ReadStartMap();
        while (reader.PeekState() is not CborReaderState.EndMap)
        {
            var name = reader.ReadTextString();
            if (Read(reader) is { } value)
            {
                map.Add(name, value);
            }
        }

        reader.ReadEndMap();
        return map;
    }

    static void Write(CborWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteTextString(text);
                break;
            case long number:
                writer.WriteInt64(number);
                break;
            case IReadOnlyDictionary<string, string> texts:
                writer.WriteStartMap(texts.Count);
                foreach (var (name, text) in texts)
                {
                    writer.WriteTextString(name);
                    writer.WriteTextString(text);
                }

                writer.WriteEndMap();
                break;
            default:
                throw new ArgumentException($"A payload holds no {value.GetType().Name}", nameof(value));
        }
    }

    // What a later version of the API may add is passed over.
    static object? Read(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.TextString or CborReaderState.StartIndefiniteLengthTextString:
                return reader.ReadTextString();
            case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger:
                return reader.ReadInt64();
            case CborReaderState.StartMap:
                return ReadTexts(reader);
            default:
                reader.SkipValue();
                return null;
        }
    }

    static Dictionary<string, string> ReadTexts(CborReader reader)
    {
        var texts = new Dictionary<string, string>();
        reader.ReadStartMap();
        while (reader.PeekState() is not CborReaderState.EndMap)
        {
            var name = reader.ReadTextString();
            if (Read(reader) is string text)
            {
                texts[name] = text;
            }
        }

        reader.ReadEndMap();
        return texts;
    }
}
