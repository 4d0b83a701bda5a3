using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hatchery.Server.Api;

/// <summary>A successful answer: always 200 in the IoT model, with a JSON body or none.</summary>
public readonly record struct ApiResponse(ReadOnlyMemory<byte> Body)
{
    public static readonly ApiResponse Empty;

    public static ApiResponse Json<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type));
}
