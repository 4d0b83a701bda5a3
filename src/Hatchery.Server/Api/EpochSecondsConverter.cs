using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hatchery.Server.Api;

/// <summary>Times as AWS's REST-JSON writes them: a number, seconds since the epoch, with the milliseconds as a fraction.</summary>
public sealed class EpochSecondsConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.Number || !reader.TryGetDecimal(out var seconds))
        {
            throw new JsonException("A time is a number of seconds since the epoch");
        }

        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(decimal.ToInt64(seconds * 1000));
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            throw new JsonException("The time is out of range", e);
        }
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds() / 1000m);
}
