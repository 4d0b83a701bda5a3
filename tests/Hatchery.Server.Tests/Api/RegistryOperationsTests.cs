using Hatchery.Core;

namespace Hatchery.Server.Tests.Api;

/// <summary>What several of the registry's operations refuse at once.</summary>
public sealed class RegistryOperationsTests
{
    [Theory]
    [InlineData("POST /things/a!", """{"thingTypeName":"b!"}""")]
    [InlineData("PATCH /things/a!", """{"thingTypeName":"b!"}""")]
    [InlineData("POST /thing-types/a!", """{"thingTypeProperties":{"searchableAttributes":["b!"]}}""")]
    [InlineData("POST /thing-groups/a!", """{"parentGroupName":"b!"}""")]
    [InlineData("PATCH /thing-groups/a!", "{}")]
    [InlineData("PATCH /thing-types/a!", """{"thingTypeProperties":{"searchableAttributes":["b!"]}}""")]
    [InlineData("POST /thing-types/a!", """{"tags":[{"Key":"b!"}]}""")]
    [InlineData("POST /thing-groups/a!", """{"tags":[{"Key":"b!"}]}""")]
    [InlineData("POST /billing-groups/a!", """{"tags":[{"Key":"b!"}]}""")]
    [InlineData("PATCH /billing-groups/a!", "{}")]
    [InlineData("PATCH /provisioning-templates/a!", """{"provisioningRoleArn":"x"}""")]
    [InlineData("POST /provisioning-templates/a!/versions", "{}")]
    public async Task A_bad_name_in_the_path_and_a_bad_member_in_the_body_are_said_at_once(string line, string body)
    {
        await using var api = RegistryApi.Open();
        var refusal = await api.Refuse(line, body);
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.StartsWith("2 validation errors detected: Value 'a!' at '", refusal.Message, StringComparison.Ordinal);
    }
}
