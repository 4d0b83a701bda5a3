using System.Text.Json;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.LifeCycles;

/// <summary>
/// A thing type by aws: 1. created, and refused with other properties; 2. updated, as far as this aws can; 3. given to things, which
/// are listed by it through pages; 4. deprecated, refused to a new thing, given again; 5. deleted once it is deprecated and unused.
/// </summary>
public sealed class ThingTypeLifeCycleTests(SeedFixture fixture)
{
    const string Type = "e2e_lamp";
    const string First = "e2e_lamp_1";
    const string Second = "e2e_lamp_2";

    [Fact]
    public async Task A_thing_type_lives_through_all_its_operations()
    {
        var aws = fixture.Require().Aws;

        // 1.
        await aws.RunAsync("iot", "create-thing-type", "--thing-type-name", Type, "--thing-type-properties", "thingTypeDescription=a lamp,searchableAttributes=room,watt");
        await aws.FailAsync("ResourceAlreadyExistsException", "iot", "create-thing-type", "--thing-type-name", Type);

        // 2.
        await UpdateAsync(aws);

        // 3.
        await aws.RunAsync("iot", "create-thing", "--thing-name", First, "--thing-type-name", Type, "--attribute-payload", "attributes={room=hall-1}");
        await aws.RunAsync("iot", "create-thing", "--thing-name", Second, "--thing-type-name", Type, "--attribute-payload", "attributes={room=hall-2}");
        Assert.Equal([First, Second], await ThingsAsync(aws, "--thing-type-name", Type));
        Assert.Equal([First, Second], await ThingsAsync(aws, "--attribute-name", "room", "--attribute-value", "hall", "--use-prefix-attribute-value"));
        Assert.Equal([Second], await ThingsAsync(aws, "--attribute-name", "room", "--attribute-value", "hall-2"));

        // 4.
        await aws.RunAsync("iot", "deprecate-thing-type", "--thing-type-name", Type);
        await aws.FailAsync("InvalidRequestException", "iot", "create-thing", "--thing-name", "e2e_lamp_3", "--thing-type-name", Type);
        await aws.RunAsync("iot", "deprecate-thing-type", "--thing-type-name", Type, "--undo-deprecate");
        await aws.RunAsync("iot", "delete-thing", "--thing-name", First);
        await aws.RunAsync("iot", "create-thing", "--thing-name", First, "--thing-type-name", Type);

        // 5.
        await aws.RunAsync("iot", "deprecate-thing-type", "--thing-type-name", Type);
        await aws.FailAsync("InvalidRequestException", "iot", "delete-thing-type", "--thing-type-name", Type);
        await aws.RunAsync("iot", "delete-thing", "--thing-name", First);
        await aws.RunAsync("iot", "delete-thing", "--thing-name", Second);
        await aws.RunAsync("iot", "delete-thing-type", "--thing-type-name", Type);
        await aws.FailAsync("ResourceNotFoundException", "iot", "describe-thing-type", "--thing-type-name", Type);
    }

    /// <summary>update-thing-type came to aws in 2024.</summary>
    static async Task UpdateAsync(AwsCli aws)
    {
        var update = await aws.TryAsync("iot", "update-thing-type", "--thing-type-name", Type, "--thing-type-properties",
            """{"thingTypeDescription":"a light","mqtt5Configuration":{"propagatingAttributes":[{"userPropertyKey":"room","thingAttribute":"room"}]}}""");
        if (update.ExitCode != 0 && update.Error.Contains("Invalid choice", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        Assert.True(update.ExitCode == 0, update.Error);
        var properties = (await aws.RunAsync("iot", "describe-thing-type", "--thing-type-name", Type)).GetProperty("thingTypeProperties");
        Assert.Equal(
            """{"thingTypeDescription":"a light","searchableAttributes":["room","watt"],"mqtt5Configuration":{"propagatingAttributes":[{"userPropertyKey":"room","thingAttribute":"room"}]}}""",
            JsonSerializer.Serialize(properties));
    }

    static async Task<List<string?>> ThingsAsync(AwsCli aws, params string[] filter) =>
        (await aws.RunAsync(["iot", "list-things", "--page-size", "1", .. filter]))
            .GetProperty("things").EnumerateArray().Select(thing => thing.GetProperty("thingName").GetString()).ToList();
}
