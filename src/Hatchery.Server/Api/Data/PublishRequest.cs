using System.Globalization;
using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Server.Api.Data;

/// <summary>
/// A message as HTTP carries it: topic in the path, MQTT 5's properties in query and headers, payload as the body.
/// Source: AWS IoT Data Plane API, Publish.
/// </summary>
static class PublishRequest
{
    const string UserPropertiesHeader = "x-amz-mqtt5-user-properties";
    const string PayloadFormatHeader = "x-amz-mqtt5-payload-format-indicator";
    const string CorrelationDataHeader = "x-amz-mqtt5-correlation-data";

    /// <exception cref="AwsError">InvalidRequestException that names the member; RequestEntityTooLargeException.</exception>
    public static DeviceMessage Read(ApiRequest request)
    {
        if (request.RawBody.Length > Limits.MqttPayloadBytesMax) throw TooLarge();

        var qos = Number("qos", request.Query("qos"));
        var format = request.Header(PayloadFormatHeader);
        new Validation()
            .Range("qos", qos, 0, 1)
            .OneOf("payloadFormatIndicator", format, "UNSPECIFIED_BYTES", "UTF8_DATA")
            .ThrowIfAny();
        return new DeviceMessage(request.Label("topic"), request.RawBody, (int)(qos ?? 0), request.QueryFlag("retain"))
        {
            Properties = Properties(request, format),
        };
    }

    public static AwsError TooLarge() => new(AwsErrorCode.RequestEntityTooLarge, $"The payload must be at most {Limits.MqttPayloadBytesMax} bytes")
    {
        Cause = ProtocolCauses.PayloadTooLarge,
    };

    static DeviceMessageProperties? Properties(ApiRequest request, string? format)
    {
        var properties = new DeviceMessageProperties
        {
            IsUtf8 = format is null ? null : format == "UTF8_DATA",
            ContentType = Text("contentType", request.Query("contentType")),
            ResponseTopic = Text("responseTopic", request.Query("responseTopic")),
            CorrelationData = CorrelationData(request.Header(CorrelationDataHeader)),
            UserProperties = UserProperties(request.Header(UserPropertiesHeader)),
            ExpirySeconds = Number("messageExpiry", request.Query("messageExpiry")),
        };
        return properties == new DeviceMessageProperties { UserProperties = properties.UserProperties } && properties.UserProperties.Count == 0 ? null : properties;
    }

    static long? Number(string member, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw AwsError.InvalidRequest($"Query parameter {member} must be a whole number, not {NearMiss.Quote(text)}");
    }

    /// <summary>MQTT's text: of a length that fits into two bytes, without NUL.</summary>
    static string? Text(string member, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;

        new Validation().Text(member, text, pattern: null, 0, Limits.MqttPropertyCharactersMax).ThrowIfAny();
        return text.Contains('\0', StringComparison.Ordinal) ? throw AwsError.InvalidRequest($"{member} must not contain NUL") : text;
    }

    static byte[]? CorrelationData(string? header)
    {
        if (string.IsNullOrEmpty(header)) return null;

        return FromBase64(header) is { } data && data.Length <= Limits.MqttPropertyCharactersMax
            ? data
            : throw AwsError.InvalidRequest($"Header {CorrelationDataHeader} must be the base64 of at most {Limits.MqttPropertyCharactersMax} bytes");
    }

    /// <summary>The base64 of a JSON array of objects, each with one property or several, e.g. <c>[{"deviceName":"alpha"}]</c>.</summary>
    static List<KeyValuePair<string, string>> UserProperties(string? header)
    {
        if (string.IsNullOrEmpty(header)) return [];

        try
        {
            using var json = JsonDocument.Parse(FromBase64(header) ?? throw Malformed(), new JsonDocumentOptions { MaxDepth = Limits.PayloadDepthMax });
            List<KeyValuePair<string, string>> properties = [.. json.RootElement.EnumerateArray()
                .SelectMany(item => item.EnumerateObject())
                .Select(property => KeyValuePair.Create(property.Name, property.Value.GetString() ?? throw Malformed()))];
            return properties.Sum(property => property.Key.Length + property.Value.Length) <= Limits.UserPropertiesCharactersMax
                ? properties
                : throw AwsError.InvalidRequest($"The user properties must have at most {Limits.UserPropertiesCharactersMax} characters in all");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Malformed();
        }
    }

    static AwsError Malformed() => AwsError.InvalidRequest($$"""Header {{UserPropertiesHeader}} must be the base64 of a JSON array such as [{"name":"value"}]""");

    static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : null;
    }
}
