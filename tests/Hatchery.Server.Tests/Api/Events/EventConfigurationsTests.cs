using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Events;

public sealed class EventConfigurationsTests : IAsyncDisposable
{
    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Every_type_is_listed_and_off_until_it_is_switched_on()
    {
        var before = await api.Send("GET /event-configurations");
        Assert.Equal(11, before.GetProperty("eventConfigurations").EnumerateObject().Count());
        Assert.Empty(On(before));
        Assert.False(before.TryGetProperty("creationDate", out _));

        Assert.Equal(JsonValueKind.Undefined, (await api.Send("PATCH /event-configurations", """{"eventConfigurations":{"THING":{"Enabled":true},"POLICY":{"Enabled":true},"JOB":{}}}""")).ValueKind);
        var created = api.Time.GetUtcNow();
        api.Time.Now = created.AddMinutes(1);
        await api.Send("PATCH /event-configurations", """{"eventConfigurations":{"THING":{"Enabled":false},"CA_CERTIFICATE":{"Enabled":true}}}""");

        var after = await api.Send("GET /event-configurations");
        Assert.Equal(["CA_CERTIFICATE", "POLICY"], On(after).Order());
        Assert.Equal(created.ToUnixTimeMilliseconds() / 1000m, after.GetProperty("creationDate").GetDecimal());
        Assert.Equal(created.AddMinutes(1).ToUnixTimeMilliseconds() / 1000m, after.GetProperty("lastModifiedDate").GetDecimal());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"eventConfigurations":{}}""")]
    public async Task A_request_without_types_changes_nothing(string? body)
    {
        await api.Send("PATCH /event-configurations", body);
        Assert.False((await api.Send("GET /event-configurations")).TryGetProperty("lastModifiedDate", out _));
    }

    [Theory]
    [InlineData("""{"eventConfigurations":{"THING":{"Enabled":true},"thing":{"Enabled":true}}}""", "Value 'thing' at 'eventConfigurations' failed to satisfy constraint: Member must satisfy enum value set: [THING, THING_GROUP,")]
    [InlineData("""{"eventConfigurations":{"THING":null}}""", "Value null at 'eventConfigurations.THING' failed")]
    [InlineData("""{"eventConfigurations":{"THING":{"Enabled":"yes"}}}""", "unexpected value at $.eventConfigurations.THING.Enabled")]
    [InlineData("""{"eventConfigurations":[]}""", "unexpected value at $.eventConfigurations")]
    public async Task A_bad_request_says_what_is_wrong_and_switches_nothing(string body, string text)
    {
        var refusal = await api.Refuse("PATCH /event-configurations", body);
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(On(await api.Send("GET /event-configurations")));
    }

    static List<string> On(JsonElement described) =>
        [.. described.GetProperty("eventConfigurations").EnumerateObject().Where(type => type.Value.GetProperty("Enabled").GetBoolean()).Select(type => type.Name)];
}
