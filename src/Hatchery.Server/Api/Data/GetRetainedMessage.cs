using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Api.Data;

/// <summary>The retained message of a topic. Source: AWS IoT Data Plane API, GetRetainedMessage.</summary>
static class GetRetainedMessage
{
    /// <param name="LastModifiedTime">Milliseconds, other than the seconds of the control plane.</param>
    /// <param name="UserProperties">JSON like Publish's: an array with an object for each.</param>
    public sealed record Response(string Topic, ReadOnlyMemory<byte> Payload, int Qos, long LastModifiedTime, byte[]? UserProperties);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var topic = request.Label("topic");
        var message = await services.Retained.FindAsync(topic, ct) ?? throw AwsError.NotFound($"No retained message exists for topic {NearMiss.Quote(topic)}");
        return ApiResponse.Json(
            new Response(message.Topic, message.Payload, message.QualityOfService, message.StoredAt.ToUnixTimeMilliseconds(), UserProperties(message)),
            DataJson.Default.GetRetainedMessageResponse);
    }

    static byte[]? UserProperties(RetainedMessage message)
    {
        if (message.UserProperties.Count == 0) return null;

        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            foreach (var (name, value) in message.UserProperties)
            {
                writer.WriteStartObject();
                writer.WriteString(name, value);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return json.ToArray();
    }
}
