using System.Text.Json;
using CsCheck;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api;

public sealed class EpochSecondsConverterTests
{
    static readonly JsonSerializerOptions Options = new() { Converters = { new EpochSecondsConverter() } };

    [Fact]
    public void Writes_seconds_with_the_milliseconds_as_a_fraction() =>
        Assert.Equal("1525829730.123", JsonSerializer.Serialize(DateTimeOffset.FromUnixTimeMilliseconds(1525829730123), Options));

    [Fact]
    public void Every_millisecond_comes_back() => Gen.Long[0, 4_102_444_800_000].Sample(milliseconds =>
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return JsonSerializer.Deserialize<DateTimeOffset>(JsonSerializer.Serialize(time, Options), Options) == time;
    });

    [Theory]
    [InlineData("\"2026-01-01\"")]
    [InlineData("1e20")]
    [InlineData("-1e20")]
    public void Refuses_what_is_no_time(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DateTimeOffset>(json, Options));
}
