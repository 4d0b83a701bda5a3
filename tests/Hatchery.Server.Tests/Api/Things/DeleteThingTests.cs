using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Things;

public sealed class DeleteThingTests : IAsyncDisposable
{
    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Takes_the_thing_out_of_its_groups_with_it()
    {
        await api.Send("POST /things/bulb");
        await api.Send("POST /thing-groups/lights");
        await api.Send("PUT /thing-groups/addThingToThingGroup", """{"thingName":"bulb","thingGroupName":"lights"}""");
        await api.Send("DELETE /things/bulb");
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /things/bulb")).Code);
        Assert.Empty(await api.ListAll("GET /thing-groups/lights/things", "things"));
    }

    [Fact]
    public async Task A_missing_thing_is_deleted_successfully() => await api.Send("DELETE /things/bulb?expectedVersion=7");

    [Fact]
    public async Task An_expected_version_must_match()
    {
        await api.Send("POST /things/bulb");
        Assert.Equal(AwsErrorCode.VersionConflict, (await api.Refuse("DELETE /things/bulb?expectedVersion=2")).Code);
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("DELETE /things/bulb?expectedVersion=two")).Code);
        await api.Send("DELETE /things/bulb?expectedVersion=1");
    }

    [Fact]
    public async Task Principals_must_be_detached_first()
    {
        await api.Send("POST /things/bulb");
        var principal = await api.AddCertificate();
        await api.Send("PUT /things/bulb/principals", principal: principal);

        var refusal = await api.Refuse("DELETE /things/bulb");
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Equal("Cannot delete. Thing bulb is still attached to one or more principals", refusal.Message);

        await api.Send("DELETE /things/bulb/principals", principal: principal);
        await api.Send("DELETE /things/bulb");
    }
}
