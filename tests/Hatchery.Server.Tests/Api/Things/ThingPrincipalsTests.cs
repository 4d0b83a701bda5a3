using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Things;

/// <summary>AttachThingPrincipal, DetachThingPrincipal and the four lists.</summary>
public sealed class ThingPrincipalsTests : IAsyncDisposable
{
    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Attached_principals_are_listed_from_both_sides()
    {
        await api.Send("POST /things/bulb");
        await api.Send("POST /things/lamp");
        var first = await api.AddCertificate();
        var second = await api.AddCertificate();
        await api.Send("PUT /things/bulb/principals", principal: first);
        await api.Send("PUT /things/bulb/principals", principal: first);
        await api.Send("PUT /things/bulb/principals", principal: second);
        await api.Send("PUT /things/lamp/principals", principal: first);

        Assert.Equal(new[] { first, second }.Order(), (await api.ListAll("GET /things/bulb/principals?maxResults=1", "principals")).Order());
        Assert.Equal(["bulb", "lamp"], (await api.ListAll("GET /principals/things?maxResults=1", "things", principal: first)).Order());

        await api.Send("DELETE /things/bulb/principals", principal: first);
        Assert.Equal([second], await api.ListAll("GET /things/bulb/principals", "principals"));
    }

    [Fact]
    public async Task The_second_lists_show_and_filter_the_type()
    {
        await api.Send("POST /things/bulb");
        var shared = await api.AddCertificate();
        var own = await api.AddCertificate();
        await api.Send("PUT /things/bulb/principals", principal: shared);
        await api.Send("PUT /things/bulb/principals?thingPrincipalType=EXCLUSIVE_THING", principal: own);

        var all = (await api.Send("GET /things/bulb/principals-v2")).GetProperty("thingPrincipalObjects").EnumerateArray()
            .ToDictionary(item => item.GetProperty("principal").GetString()!, item => item.GetProperty("thingPrincipalType").GetString());
        Assert.Equal("NON_EXCLUSIVE_THING", all[shared]);
        Assert.Equal("EXCLUSIVE_THING", all[own]);

        Assert.Equal([own], await api.ListAll("GET /things/bulb/principals-v2?thingPrincipalType=EXCLUSIVE_THING", "thingPrincipalObjects", "principal"));
        Assert.Equal(["bulb"], await api.ListAll("GET /principals/things-v2?thingPrincipalType=EXCLUSIVE_THING", "principalThingObjects", "thingName", own));
        Assert.Empty(await api.ListAll("GET /principals/things-v2?thingPrincipalType=EXCLUSIVE_THING", "principalThingObjects", "thingName", shared));
    }

    [Fact]
    public async Task An_exclusive_attachment_is_the_only_one_of_its_principal()
    {
        await api.Send("POST /things/bulb");
        await api.Send("POST /things/lamp");
        var principal = await api.AddCertificate();
        await api.Send("PUT /things/bulb/principals", principal: principal);
        await api.Send("PUT /things/lamp/principals", principal: principal);
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("PUT /things/bulb/principals?thingPrincipalType=EXCLUSIVE_THING", principal: principal)).Code);

        await api.Send("DELETE /things/lamp/principals", principal: principal);
        await api.Send("PUT /things/bulb/principals?thingPrincipalType=EXCLUSIVE_THING", principal: principal);
        Assert.Contains("bulb", (await api.Refuse("PUT /things/lamp/principals", principal: principal)).Message, StringComparison.Ordinal);

        // Attached again without a type, it stays exclusive.
        await api.Send("PUT /things/bulb/principals", principal: principal);
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("PUT /things/lamp/principals", principal: principal)).Code);

        await api.Send("PUT /things/bulb/principals?thingPrincipalType=NON_EXCLUSIVE_THING", principal: principal);
        await api.Send("PUT /things/lamp/principals", principal: principal);
    }

    [Fact]
    public async Task Missing_things_and_certificates_are_not_found()
    {
        var principal = await api.AddCertificate();
        var unknown = "arn:aws:iot:us-east-1:123456789012:cert/" + new string('0', 64);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("PUT /things/bulb/principals", principal: principal)).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("DELETE /things/bulb/principals", principal: principal)).Code);
        Assert.Equal(
            "Failed to list principals for thing bulb because the thing does not exist in your account",
            (await api.Refuse("GET /things/bulb/principals")).Message);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /things/bulb/principals-v2")).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /principals/things", principal: unknown)).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /principals/things-v2", principal: unknown)).Code);

        await api.Send("POST /things/bulb");
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("PUT /things/bulb/principals", principal: unknown)).Code);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("DELETE /things/bulb/principals", principal: principal)).Code);
    }

    [Fact]
    public async Task Refuses_an_unknown_type_of_attachment() =>
        Assert.Contains(
            "enum value set: [EXCLUSIVE_THING, NON_EXCLUSIVE_THING]",
            (await api.Refuse("PUT /things/bulb/principals?thingPrincipalType=MINE", principal: await api.AddCertificate())).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("PUT /things/bulb/principals")]
    [InlineData("DELETE /things/bulb/principals")]
    [InlineData("GET /principals/things")]
    [InlineData("GET /principals/things-v2")]
    public async Task The_principal_is_required(string requestLine) =>
        Assert.Contains("'principal' failed to satisfy constraint: Member must not be null", (await api.Refuse(requestLine)).Message, StringComparison.Ordinal);
}
