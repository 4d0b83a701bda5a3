using System.Text.Json.Nodes;
using CsCheck;

namespace Hatchery.Core.Tests.Policies;

/// <summary>Small random documents and requests over few letters, so that they meet.</summary>
static class RandomPolicies
{
    const string Account = "arn:aws:iot:us-east-1:000000000000:";

    public static readonly Gen<string> Action = Among("iot:Connect", "iot:Publish", "iot:Receive", "iot:Subscribe");

    public static readonly Gen<string> Resource = Gen.Select(
        Among("client/", "topic/", "topicfilter/"), Gen.String[Gen.Char["ab*+/${"], 0, 4], (type, rest) => Account + type + rest);

    public static readonly Gen<string?> ClientId = Among<string?>(null, "a", "b", "*", "${iot:ClientId}");

    static readonly Gen<string> ActionPattern = Gen.OneOf(Action, Among("iot:*", "*", "iot:Re*", "IOT:publish", "iot:?ublish"));

    static readonly Gen<string> ResourcePattern = Gen.Select(
        Among("", Account), Among("client/", "topic/", "topicfilter/", "topic*", ""),
        Among("*", "a", "a*", "?", "*b", "a/*", "${iot:ClientId}", "${iot:ClientId}/*", "*${iot:ClientId}*"),
        (prefix, type, rest) => prefix.Length == 0 ? "*" + type + rest : prefix + type + rest);

    static readonly Gen<JsonNode> Statement = Gen.Select(
        Among("Allow", "Allow", "Deny"), ActionPattern.List[1, 2], ResourcePattern.List[1, 2], Gen.Int[0, 9], Gen.Int[0, 9],
        (effect, actions, resources, form, condition) =>
        {
            var statement = new JsonObject { ["Effect"] = effect, ["Action"] = Array(actions) };
            statement[form == 0 ? "NotResource" : "Resource"] = Array(resources);
            if (condition == 0)
            {
                statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["iot:ClientId"] = new JsonArray("a", "*") } };
            }

            return (JsonNode)statement;
        });

    public static readonly Gen<JsonNode> Document = Statement.List[1, 3].Select(statements =>
        (JsonNode)new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([.. statements.Select(s => s.DeepClone())]) });

    static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    static JsonArray Array(List<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
