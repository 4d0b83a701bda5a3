using Hatchery.Core;
using Hatchery.Server.Api.Hatchery;

namespace Hatchery.Server.Tests.Api.Hatchery;

/// <summary>Hatchery's own API beside AWS's: the same signatures, errors and paths.</summary>
public sealed class HatcheryApiTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Theory]
    [InlineData("hatchery")]
    [InlineData("iot")]
    public async Task Is_signed_for_its_own_name_or_AWS_IoTs(string service)
    {
        var operations = (await api.SendAsync("GET", "/hatchery/v1", service: service)).Json.GetProperty("operations").EnumerateArray();

        Assert.Contains(operations, operation => operation.GetProperty("name").GetString() == "ListOperations" && operation.GetProperty("path").GetString() == "/hatchery/v1");
    }

    [Fact]
    public async Task Needs_a_signature()
    {
        using var unsigned = api.Request("GET", "/hatchery/v1");
        (await api.SendAsync(unsigned)).Refused(AwsErrorCode.MissingAuthenticationToken);
    }

    [Fact]
    public async Task Its_signing_name_reaches_nothing_of_AWS() =>
        Assert.Contains("below /hatchery/ hatchery", (await api.SendAsync("GET", "/endpoint", service: "hatchery")).Refused(AwsErrorCode.UnknownOperation));

    [Fact]
    public async Task Is_of_one_region() =>
        Assert.Contains("us-east-1", (await api.SendAsync("GET", "/hatchery/v1", service: "hatchery", region: "eu-west-1")).Refused(AwsErrorCode.InvalidSignature));

    [Theory]
    [InlineData("GET", "/hatchery/v2", "Hatchery's API has no GET '/hatchery/v2'. Did you mean '/hatchery/v1'? GET /hatchery/v1 lists its operations.")]
    [InlineData("PUT", "/hatchery/v1", "Hatchery's API has no PUT '/hatchery/v1'. This path takes GET. GET /hatchery/v1 lists its operations.")]
    [InlineData("GET", "/hatchery/v1/nothing/of/the/kind", "Hatchery's API has no GET '/hatchery/v1/nothing/of/the/kind'. GET /hatchery/v1 lists its operations.")]
    public async Task An_unknown_path_is_told_what_is_near(string method, string path, string message) =>
        Assert.Equal(message, (await api.SendAsync(method, path)).Refused(AwsErrorCode.UnknownOperation));

    [Fact]
    public void All_operations_are_below_its_prefix_and_on_lines_of_their_own()
    {
        Assert.All(HatcheryApi.Operations, operation => Assert.StartsWith("/hatchery/v1", operation.Path, StringComparison.Ordinal));
        Assert.Distinct(HatcheryApi.Operations.Select(operation => (operation.Method, operation.Path)));
    }
}
