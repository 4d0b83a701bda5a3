using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hatchery.Server.Api;

/// <summary>A successful answer: always 200 in the IoT model, with a JSON body or none.</summary>
public readonly record struct ApiResponse(ReadOnlyMemory<byte> Body)
{
    public static readonly ApiResponse Empty;

    /// <summary>Headers beside AWS's own; null means none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Headers { get; init; }

    /// <summary>What is sent instead of <see cref="Body"/>, too large for memory.</summary>
    public StreamedBody? Stream { get; init; }

    // Not for a browser's page: quotes and plus signs of documents and keys stay readable in a terminal.
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ApiResponse Json<T>(T value, JsonTypeInfo<T> type)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body, Plain))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        return new(body.WrittenMemory);
    }
}
