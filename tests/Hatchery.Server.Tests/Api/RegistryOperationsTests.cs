using System.Text.Json;
using Hatchery.Core;
using Hatchery.Server.Api;
using Hatchery.Server.Tests.Api.Templates;

namespace Hatchery.Server.Tests.Api;

/// <summary>The registry's lines of the operation table against AWS's own model.</summary>
public sealed class RegistryOperationsTests
{
    static readonly AwsModel? Model = AwsModel.Find(out _);

    /// <summary>One request per operation that answers something, in an order in which each can succeed.</summary>
    static readonly (string Line, string? Body)[] Requests =
    [
        ("POST /thing-types/lamp", """{"thingTypeProperties":{"thingTypeDescription":"d","searchableAttributes":["a"]}}"""),
        ("PATCH /thing-types/lamp", """{"thingTypeProperties":{"mqtt5Configuration":{"propagatingAttributes":[{"userPropertyKey":"k","thingAttribute":"a"}]}}}"""),
        ("GET /thing-types/lamp", null),
        ("GET /thing-types?maxResults=1", null),
        ("POST /things/bulb", """{"thingTypeName":"lamp","attributePayload":{"attributes":{"a":"1"}}}"""),
        ("POST /things/bulb2", null),
        ("POST /billing-groups/berlin", """{"billingGroupProperties":{"billingGroupDescription":"d"},"tags":[{"Key":"k","Value":"v"}]}"""),
        ("GET /billing-groups/berlin", null),
        ("PATCH /billing-groups/berlin", """{"billingGroupProperties":{}}"""),
        ("GET /billing-groups?maxResults=1", null),
        ("PUT /billing-groups/addThingToBillingGroup", """{"thingName":"bulb","billingGroupName":"berlin"}"""),
        ("GET /billing-groups/berlin/things", null),
        ("GET /tags?resourceArn=arn:aws:iot:us-east-1:123456789012:billinggroup/berlin", null),
        ("GET /things/bulb", null),
        ("GET /things?maxResults=1", null),
        ("PUT /things/bulb/principals", null),
        ("GET /things/bulb/principals", null),
        ("GET /things/bulb/principals-v2", null),
        ("GET /principals/things", null),
        ("GET /principals/things-v2", null),
        ("POST /thing-groups/house", null),
        ("POST /thing-groups/kitchen", """{"parentGroupName":"house","thingGroupProperties":{"thingGroupDescription":"d","attributePayload":{"attributes":{"a":"1"}}}}"""),
        ("GET /thing-groups/kitchen", null),
        ("PATCH /thing-groups/kitchen", """{"thingGroupProperties":{}}"""),
        ("GET /thing-groups?maxResults=1", null),
        ("PUT /thing-groups/addThingToThingGroup", """{"thingName":"bulb","thingGroupName":"kitchen"}"""),
        ("GET /thing-groups/kitchen/things", null),
        ("GET /things/bulb/thing-groups", null),
        ("PATCH /event-configurations", """{"eventConfigurations":{"THING":{"Enabled":true}}}"""),
        ("GET /event-configurations", null),
        ("POST /provisioning-templates", TemplateBodies.Create("fleet", "description", "\"d\"")),
        ("GET /provisioning-templates/fleet", null),
        ("GET /provisioning-templates", null),
        ("POST /provisioning-templates/fleet/versions", TemplateBodies.Version()),
        ("GET /provisioning-templates/fleet/versions/1", null),
        ("GET /provisioning-templates/fleet/versions?maxResults=1", null),
    ];

    public static TheoryData<string> Operations => [.. OperationTable.RegistryOperations.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Method_and_path_are_AWS_s(string name)
    {
        Assert.SkipWhen(Model is null, "no aws on this machine, hence no service model");
        var operation = Assert.Single(OperationTable.RegistryOperations, operation => operation.Name == name);
        var http = Model.Operation(name).GetProperty("http");
        Assert.Equal(http.GetProperty("method").GetString(), operation.Method);
        Assert.Equal(http.GetProperty("requestUri").GetString(), operation.Path);
    }

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

    [Fact]
    public async Task Every_member_of_every_answer_is_in_AWS_s_output_shape_with_its_type()
    {
        Assert.SkipWhen(Model is null, "no aws on this machine, hence no service model");
        await using var api = RegistryApi.Open();
        var principal = await api.AddCertificate();
        HashSet<string> answered = [];
        foreach (var (line, body) in Requests)
        {
            var answer = await api.Send(line, body, principal);
            var operation = RegistryApi.Route(line).Name;
            if (answer.ValueKind is not JsonValueKind.Undefined)
            {
                AssertFits(operation, answer, Model.Output(operation) ?? throw new InvalidOperationException($"{operation} answers nothing in the model"));
                answered.Add(operation);
            }
        }

        // Nothing that answers at AWS was left out above.
        Assert.Equal(
            OperationTable.RegistryOperations.Select(operation => operation.Name).Where(HasOutput).Order(),
            answered.Order());
    }

    [Fact]
    public async Task Every_required_member_of_a_body_or_header_is_demanded()
    {
        Assert.SkipWhen(Model is null, "no aws on this machine, hence no service model");
        await using var api = RegistryApi.Open();
        var count = 0;
        foreach (var operation in OperationTable.RegistryOperations)
        {
            var members = Model.Input(operation.Name).GetProperty("members");
            foreach (var required in Model.Required(operation.Name).Where(name => !IsLabel(members.GetProperty(name))))
            {
                var refusal = await api.Refuse($"{operation.Method} {operation.Path.Replace("{versionId}", "1", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)}");
                Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
                Assert.Contains($"Value null at '{required}' failed to satisfy constraint: Member must not be null", refusal.Message, StringComparison.Ordinal);
                count++;
            }
        }

        Assert.Equal(15, count);
    }

    static bool HasOutput(string operation) =>
        Model!.Output(operation) is { } output && output.GetProperty("members").EnumerateObject().Any();

    static bool IsLabel(JsonElement member) => member.TryGetProperty("location", out var location) && location.GetString() == "uri";

    static void AssertFits(string path, JsonElement value, JsonElement shape)
    {
        switch (shape.GetProperty("type").GetString())
        {
            case "structure":
                Assert.Equal(JsonValueKind.Object, value.ValueKind);
                foreach (var member in value.EnumerateObject())
                {
                    Assert.True(shape.GetProperty("members").TryGetProperty(member.Name, out var definition), $"{path}.{member.Name} is not in AWS's model");
                    AssertFits($"{path}.{member.Name}", member.Value, Model!.Shape(definition.GetProperty("shape").GetString()!));
                }

                break;
            case "list":
                Assert.Equal(JsonValueKind.Array, value.ValueKind);
                foreach (var item in value.EnumerateArray())
                {
                    AssertFits($"{path}[]", item, Model!.Shape(shape.GetProperty("member").GetProperty("shape").GetString()!));
                }

                break;
            case "map":
                Assert.Equal(JsonValueKind.Object, value.ValueKind);
                break;
            case "boolean":
                Assert.True(value.ValueKind is JsonValueKind.True or JsonValueKind.False, $"{path} must be a boolean");
                break;
            case "string":
                Assert.True(value.ValueKind is JsonValueKind.String, $"{path} must be a string");
                break;
            default:
                Assert.True(value.ValueKind is JsonValueKind.Number, $"{path} must be a number");
                break;
        }
    }
}
