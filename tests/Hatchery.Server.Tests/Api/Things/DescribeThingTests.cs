using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Things;

public sealed class DescribeThingTests : IAsyncDisposable
{
    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Shows_what_was_created()
    {
        var created = await api.Send("POST /things/bulb", """{"attributePayload":{"attributes":{"wattage":"75"}}}""");
        var thing = await api.Send("GET /things/bulb");
        Assert.Equal("bulb", thing.GetProperty("defaultClientId").GetString());
        Assert.Equal(created.GetProperty("thingId").GetString(), thing.GetProperty("thingId").GetString());
        Assert.Equal(created.GetProperty("thingArn").GetString(), thing.GetProperty("thingArn").GetString());
        Assert.Equal("75", thing.GetProperty("attributes").GetProperty("wattage").GetString());
        Assert.Equal(1, thing.GetProperty("version").GetInt64());
        Assert.False(thing.TryGetProperty("thingTypeName", out _));
        Assert.False(thing.TryGetProperty("billingGroupName", out _));
    }

    [Fact]
    public async Task A_missing_thing_is_not_found_by_name()
    {
        var refusal = await api.Refuse("GET /things/bulb");
        Assert.Equal(AwsErrorCode.ResourceNotFound, refusal.Code);
        Assert.Contains("bulb", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_name_outside_the_pattern() =>
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("GET /things/no%20blanks")).Code);
}
