using System.Buffers;
using System.Text.Json;

namespace Hatchery.Device.Payloads;

static class JsonPayload
{
    public static byte[] Encode(PayloadMap map)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in map.Members)
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="JsonException">Not JSON.</exception>
    /// <exception cref="InvalidOperationException">Not an object.</exception>
    public static PayloadMap Decode(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        var map = new PayloadMap();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (Read(member.Value) is { } value)
            {
                map.Add(member.Name, value);
            }
        }

        return map;
    }

    static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case IReadOnlyDictionary<string, string> texts:
                writer.WriteStartObject();
                foreach (var (name, text) in texts)
                {
                    writer.WriteString(name, text);
                }

                writer.WriteEndObject();
                break;
            default:
                throw new ArgumentException($"A payload holds no {value.GetType().Name}", nameof(value));
        }
    }

    // What a later version of the API may add is passed over.
    static object? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.Object => ReadTexts(value),
        _ => null,
    };

    static Dictionary<string, string> ReadTexts(JsonElement value)
    {
        var texts = new Dictionary<string, string>();
        foreach (var member in value.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.String))
        {
            texts[member.Name] = member.Value.GetString()!;
        }

        return texts;
    }
}
