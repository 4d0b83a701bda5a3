using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Server.Provisioning;

sealed class JsonPayload : PayloadFormat
{
    static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = Limits.PayloadDepthMax };

    /// <summary>A PEM's '+' stays a '+': embedded clients have little room, and parsers that know few escapes.</summary>
    static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected override string Name => "json";

    public override byte[] Write(IReadOnlyList<ReplyMember> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, WriterOptions);
        json.WriteStartObject();
        foreach (var member in members)
        {
            Write(json, member);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    protected override RequestValue ReadValue(ReadOnlyMemory<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload.Span, ReaderOptions);
            reader.Read();
            var value = ReadValue(ref reader);
            reader.Read();
            return value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is no UTF-8 or has half a surrogate pair.
            throw Invalid($"The payload is not valid JSON: {e.Message}", PayloadCauses.NotJson);
        }
    }

    static RequestValue ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadMap(ref reader),
        JsonTokenType.StartArray => ReadList(ref reader),
        JsonTokenType.String => new RequestValue.Text(reader.GetString()!),
        JsonTokenType.Null => new RequestValue.Null(),
        JsonTokenType.Number => new RequestValue.Other("a number"),
        _ => new RequestValue.Other("a boolean"),
    };

    static RequestValue.Map ReadMap(ref Utf8JsonReader reader)
    {
        var members = new Dictionary<string, RequestValue>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            AddOnce(members, name, ReadValue(ref reader));
        }

        return new RequestValue.Map(members);
    }

    static RequestValue.Other ReadList(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ReadValue(ref reader);
        }

        return new RequestValue.Other("a list");
    }

    static void Write(Utf8JsonWriter json, ReplyMember member)
    {
        if (member.Map is not null)
        {
            json.WriteStartObject(member.Name);
            foreach (var (key, value) in member.Map)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            return;
        }

        if (member.Text is not null)
        {
            json.WriteString(member.Name, member.Text);
            return;
        }

        json.WriteNumber(member.Name, member.Number);
    }
}
