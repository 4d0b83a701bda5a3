using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Hatchery;

public sealed class SearchTests : IAsyncDisposable
{
    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Everything_that_begins_so_is_found_a_few_of_each_kind()
    {
        for (var i = 0; i < 7; i++)
        {
            await api.Send($"POST /things/Line-{i}", $$$"""{"attributePayload":{"attributes":{"serial":"LI-{{{i}}}"} } }""");
        }

        await api.Send("POST /thing-groups/line-group");
        await api.Send("POST /billing-groups/line-bill");
        Assert.Equal(
            [
                "thing Line-0 things/Line-0", "thing Line-1 things/Line-1", "thing Line-2 things/Line-2", "thing Line-3 things/Line-3", "thing Line-4 things/Line-4",
                "thing-group line-group groups/line-group", "billing-group line-bill billing-groups/line-bill",
            ],
            await Hits("line"));
        Assert.Equal(["thing Line-3 things/Line-3 (attributes.serial: LI-3)"], await Hits("li-3"));
        Assert.Empty(await Hits("nothing"));
    }

    [Fact]
    public async Task A_certificate_is_found_by_four_digits_of_its_id()
    {
        var id = (await api.AddCertificate()).Split('/')[1];
        Assert.Equal([$"certificate {id} certificates/{id}"], await Hits(id[..4].ToUpperInvariant()));
        Assert.Empty(await Hits(id[..3]));
    }

    [Theory]
    [InlineData("GET /hatchery/v1/search")]
    [InlineData("GET /hatchery/v1/search?q=%20")]
    public async Task Something_must_be_asked_for(string request) =>
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse(request)).Code);

    async Task<IEnumerable<string>> Hits(string wanted) => (await api.Send($"GET /hatchery/v1/search?q={wanted}")).GetProperty("hits").EnumerateArray().Select(hit =>
        $"{hit.GetProperty("kind")} {hit.GetProperty("name")} {hit.GetProperty("where")}{(hit.TryGetProperty("matched", out var matched) ? $" ({matched})" : "")}");
}
