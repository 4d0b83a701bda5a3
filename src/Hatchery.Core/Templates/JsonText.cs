using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hatchery.Core.Templates;

/// <summary>JSON to text and back, the same everywhere in a template.</summary>
static class JsonText
{
    /// <summary>Rendered documents stay readable: only what JSON demands is escaped. They are never put into HTML.</summary>
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A text, or a number, true or false as they are written; null for everything else.</summary>
    public static string? OfScalar(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => json.GetRawText(),
        _ => null,
    };

    /// <summary>What is written, without white space between the tokens.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>A JSON text without its white space. Null when it is no JSON.</summary>
    public static string? Minify(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Write(document.RootElement.WriteTo);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return null; // Not JSON, or text that is not Unicode: in the body itself, or escaped in one of its strings.
        }
    }
}
