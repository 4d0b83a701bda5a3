using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.ClaimFlow;

/// <summary>What stands in the registry after a device of the seed's template provisioned itself.</summary>
static class Provisioned
{
    public static async Task AssertWholeAsync(AwsCli aws, string thingName, string certificateId)
    {
        var thing = await aws.RunAsync("iot", "describe-thing", "--thing-name", thingName);
        Assert.Equal("esp32-devkitc", thing.GetProperty("attributes").GetProperty("board").GetString());
        Assert.Equal("esp32dkc", thing.GetProperty("thingTypeName").GetString());
        var groups = await aws.RunAsync("iot", "list-thing-groups-for-thing", "--thing-name", thingName);
        Assert.Equal(Seed.Group, groups.GetProperty("thingGroups")[0].GetProperty("groupName").GetString());
        var certificate = (await aws.RunAsync("iot", "describe-certificate", "--certificate-id", certificateId)).GetProperty("certificateDescription");
        Assert.Equal("ACTIVE", certificate.GetProperty("status").GetString());
        var arn = certificate.GetProperty("certificateArn").GetString()!;
        var principals = await aws.RunAsync("iot", "list-thing-principals", "--thing-name", thingName);
        Assert.Contains(arn, principals.GetProperty("principals").EnumerateArray().Select(p => p.GetString()));
        var policies = await aws.RunAsync("iot", "list-attached-policies", "--target", arn);
        Assert.Equal(Seed.FleetPolicy, policies.GetProperty("policies")[0].GetProperty("policyName").GetString());
    }
}
