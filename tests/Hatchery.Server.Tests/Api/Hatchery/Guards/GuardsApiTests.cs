using Hatchery.Core;
using Hatchery.Server.Tests.Api.Templates;

namespace Hatchery.Server.Tests.Api.Hatchery.Guards;

public sealed class GuardsApiTests : IAsyncDisposable
{
    const string Guards = "/hatchery/v1/provisioning-templates/fleet/guards";

    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Guards_are_off_until_they_are_put_and_put_as_a_whole()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        Assert.Equal("""{"templateName":"fleet","devices":0}""", (await api.Send($"GET {Guards}")).GetRawText());

        var put = await api.Send($"PUT {Guards}", """{"allowList":{},"maxDevices":5,"window":{"from":1,"to":2.5},"rate":"10/minute","networks":["10.0.0.0/8"],"refuseExisting":true,"approval":true}""");
        Assert.StartsWith("""{"templateName":"fleet","allowList":{"parameter":"SerialNumber","reusable":false},"maxDevices":5,"window":{"from":1,"to":2.5},"rate":"10/minute","networks":["10.0.0.0/8"],"refuseExisting":true,"approval":true,"devices":0,"modifiedAt":""", put.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(put.GetRawText(), (await api.Send($"GET {Guards}")).GetRawText());

        await api.Send($"PUT {Guards}", """{"maxDevices":6}""");
        Assert.StartsWith("""{"templateName":"fleet","maxDevices":6,"devices":0,""", (await api.Send($"GET {Guards}")).GetRawText(), StringComparison.Ordinal);
        await api.Send($"DELETE {Guards}");
        Assert.Equal("""{"templateName":"fleet","devices":0}""", (await api.Send($"GET {Guards}")).GetRawText());
    }

    [Theory]
    [InlineData("""{"maxDevice":5}""", "Could not parse request body into json")]
    [InlineData("""{"maxDevices":-1}""", "at 'maxDevices' failed to satisfy constraint: Member must have value greater than or equal to 0")]
    [InlineData("""{"rate":"10/second"}""", "rate must be a number of registrations per minute or hour such as 10/minute, not '10/second'")]
    [InlineData("""{"networks":["10.0.0.0/33"]}""", "networks must be addresses or CIDR ranges such as 192.0.2.0/24, not '10.0.0.0/33'")]
    [InlineData("""{"window":{}}""", "window must have from, to or both")]
    [InlineData("""{"window":{"from":2,"to":2}}""", "window.from must be before window.to")]
    [InlineData("""{"name":"x"}""", "A name is given to a claim; a template has one")]
    public async Task What_cannot_be_a_guard_is_refused(string body, string message)
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));

        var refusal = await api.Refuse($"PUT {Guards}", body);

        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_allow_list_is_added_to_paged_and_emptied()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse($"POST {Guards}/allow-list", """{"serials":["1"]}""")).Code);
        await api.Send($"PUT {Guards}", """{"allowList":{"parameter":"Sn","reusable":true}}""");

        Assert.Equal(3, (await api.Send($"POST {Guards}/allow-list", """{"serials":["1","2/a","3"]}""")).GetProperty("added").GetInt32());
        Assert.Equal(1, (await api.Send($"POST {Guards}/allow-list", """{"serials":["3","4"]}""")).GetProperty("added").GetInt32());
        Assert.Equal(["1", "2/a", "3", "4"], await api.ListAll($"GET {Guards}/allow-list?maxResults=2", "serials", "serial"));
        await api.Send($"DELETE {Guards}/allow-list/2%2Fa");
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse($"DELETE {Guards}/allow-list/2%2Fa")).Code);
        await api.Send($"DELETE {Guards}/allow-list");
        Assert.Empty(await api.ListAll($"GET {Guards}/allow-list", "serials", "serial"));
        foreach (var wrong in (string[])["{}", """{"serials":[]}""", """{"serials":[""]}""", """{"serials":[null]}""", "{\"serials\":[\"a\\u0007\"]}", $$"""{"serials":["{{new string('x', 257)}}"]}"""])
        {
            Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse($"POST {Guards}/allow-list", wrong)).Code);
        }
    }

    [Fact]
    public async Task A_just_in_time_template_has_guards_too()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet", "type", "\"JITP\""));
        await api.Send($"PUT {Guards}", """{"maxDevices":5}""");
        Assert.Contains("\"maxDevices\":5", (await api.Send($"GET {Guards}")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse("GET /hatchery/v1/provisioning-templates/other/guards")).Code);
    }
}
