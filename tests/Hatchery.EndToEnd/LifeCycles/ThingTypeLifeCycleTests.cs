using System.Text.Json;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.LifeCycles;

/// <summary>
/// A thing type by aws: 1. created, twice alike and once not; 2. updated, as far as this aws can; 3. given to things, listed by it
/// through pages; 4. deprecated, refused to new things, given again; 5. deleted once it is deprecated and unused.
/// </summary>
public sealed class ThingTypeLifeCycleTests(SeedFixture fixture)
{
    const string Type = "e2e_lamp";
    const string Properties = """{"thingTypeDescription":"a lamp","searchableAttributes":["room","watt"]}""";

    [Fact]
    public async Task A_thing_type_lives_through_all_its_operations()
    {
        var aws = fixture.Require().Aws;

        // 1.
        var created = await aws.RunAsync("iot", "create-thing-type", "--thing-type-name", Type, "--thing-type-properties", Properties);
        var again = await aws.RunAsync("iot", "create-thing-type", "--thing-type-name", Type, "--thing-type-properties", Properties);
        Assert.Equal(created.GetProperty("thingTypeId").GetString(), again.GetProperty("thingTypeId").GetString());
        await aws.FailAsync("ResourceAlreadyExistsException", "iot", "create-thing-type", "--thing-type-name", Type);
        Assert.Contains("is 3", await aws.FailAsync("InvalidRequestException", "iot", "create-thing-type", "--thing-type-name", "e2e_other",
            "--thing-type-properties", "searchableAttributes=a,b,c,d"), StringComparison.Ordinal);

        // 2.
        await UpdateAsync(aws);

        // 3.
        foreach (var thing in new[] { "e2e_lamp_1", "e2e_lamp_2", "e2e_lamp_3" })
        {
            await aws.RunAsync("iot", "create-thing", "--thing-name", thing, "--thing-type-name", Type, "--attribute-payload", "attributes={room=hall-1}");
        }

        Assert.Equal(["e2e_lamp_1", "e2e_lamp_2", "e2e_lamp_3"], await ThingsAsync(aws, "--thing-type-name", Type));
        Assert.Equal(3, (await ThingsAsync(aws, "--attribute-name", "room", "--attribute-value", "hall", "--use-prefix-attribute-value")).Count);
        Assert.Empty(await ThingsAsync(aws, "--attribute-name", "room", "--attribute-value", "hall"));
        await aws.FailAsync("InvalidRequestException", "iot", "list-things", "--thing-type-name", Type, "--attribute-name", "room", "--attribute-value", "hall");

        // 4.
        await aws.RunAsync("iot", "deprecate-thing-type", "--thing-type-name", Type);
        Assert.True((await DescribeAsync(aws)).GetProperty("thingTypeMetadata").GetProperty("deprecated").GetBoolean());
        await aws.FailAsync("InvalidRequestException", "iot", "create-thing", "--thing-name", "e2e_lamp_4", "--thing-type-name", Type);
        await aws.RunAsync("iot", "deprecate-thing-type", "--thing-type-name", Type, "--undo-deprecate");
        await aws.RunAsync("iot", "create-thing", "--thing-name", "e2e_lamp_4", "--thing-type-name", Type);

        // 5.
        await aws.RunAsync("iot", "deprecate-thing-type", "--thing-type-name", Type);
        await aws.FailAsync("InvalidRequestException", "iot", "delete-thing-type", "--thing-type-name", Type);
        for (var i = 1; i <= 4; i++)
        {
            await aws.RunAsync("iot", "delete-thing", "--thing-name", $"e2e_lamp_{i}");
        }

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
        var properties = (await DescribeAsync(aws)).GetProperty("thingTypeProperties");
        Assert.Equal("a light", properties.GetProperty("thingTypeDescription").GetString());
        Assert.Equal(["room", "watt"], properties.GetProperty("searchableAttributes").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("room", properties.GetProperty("mqtt5Configuration").GetProperty("propagatingAttributes")[0].GetProperty("thingAttribute").GetString());
        await aws.FailAsync("ResourceNotFoundException", "iot", "update-thing-type", "--thing-type-name", "e2e_none");
    }

    static Task<JsonElement> DescribeAsync(AwsCli aws) => aws.RunAsync("iot", "describe-thing-type", "--thing-type-name", Type);

    static async Task<List<string?>> ThingsAsync(AwsCli aws, params string[] filter) =>
        (await aws.RunAsync(["iot", "list-things", "--page-size", "2", .. filter]))
            .GetProperty("things").EnumerateArray().Select(thing => thing.GetProperty("thingName").GetString()).ToList();
}
