using System.Xml.Linq;
using Hatchery.Server.Tests.Api;

namespace Hatchery.Server.Tests.Access.Sts;

public sealed class GetCallerIdentityTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_caller_is_the_account()
    {
        var answer = await api.QueryAsync("sts", "Action=GetCallerIdentity&Version=2011-06-15");

        var members = XElement.Parse(answer.Body).Descendants().ToLookup(e => e.Name.LocalName, e => e.Value);
        Assert.Equal("arn:aws:iam::000000000000:root", members["Arn"].Single());
        Assert.Equal("000000000000", members["Account"].Single());
        Assert.Equal("000000000000", members["UserId"].Single());
    }

    [Fact]
    public async Task The_action_may_stand_in_the_query_of_a_GET() =>
        Assert.Contains("<Account>000000000000</Account>", (await api.SendAsync("GET", "/?Action=GetCallerIdentity&Version=2011-06-15", service: "sts")).Body);
}
