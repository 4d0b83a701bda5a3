using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.LifeCycles;

/// <summary>
/// Tags by aws, on a thing group: 1. given at its creation; 2. more of them, one with another value; 3. refused ones; 4. taken away;
/// 5. gone with the group.
/// </summary>
public sealed class TagLifeCycleTests(SeedFixture fixture)
{
    const string Group = "e2e_tagged";

    [Fact]
    public async Task Tags_live_as_long_as_their_resource()
    {
        var aws = fixture.Require().Aws;

        // 1.
        var created = await aws.RunAsync("iot", "create-thing-group", "--thing-group-name", Group, "--tags", "Key=owner,Value=Ada", "Key=site,Value=Bonn");
        var arn = created.GetProperty("thingGroupArn").GetString()!;
        Assert.Equal(["owner=Ada", "site=Bonn"], await TagsAsync(aws, arn));

        // 2.
        await aws.RunAsync("iot", "tag-resource", "--resource-arn", arn, "--tags", "Key=site,Value=Straße 1", "Key=empty");
        Assert.Equal(["empty=", "owner=Ada", "site=Straße 1"], await TagsAsync(aws, arn));

        // 3.
        Assert.Contains("reserved", await aws.FailAsync("InvalidRequestException", "iot", "tag-resource", "--resource-arn", arn, "--tags", "Key=aws:x,Value=1"), StringComparison.Ordinal);
        string[] many = [.. Enumerable.Range(0, 48).Select(i => $"Key=k{i},Value=v")];
        await aws.FailAsync("LimitExceededException", ["iot", "tag-resource", "--resource-arn", arn, "--tags", .. many]);

        // 4.
        await aws.RunAsync("iot", "untag-resource", "--resource-arn", arn, "--tag-keys", "empty", "owner");
        Assert.Equal(["site=Straße 1"], await TagsAsync(aws, arn));

        // 5.
        await aws.RunAsync("iot", "delete-thing-group", "--thing-group-name", Group);
        await aws.FailAsync("ResourceNotFoundException", "iot", "list-tags-for-resource", "--resource-arn", arn);
    }

    static async Task<List<string>> TagsAsync(AwsCli aws, string arn) =>
        (await aws.RunAsync("iot", "list-tags-for-resource", "--resource-arn", arn))
            .GetProperty("tags").EnumerateArray().Select(tag => $"{tag.GetProperty("Key").GetString()}={tag.GetProperty("Value").GetString()}").ToList();
}
