namespace Hatchery.Core.Policies.Linting;

/// <summary>
/// Resources that stand for no device in particular, found by trying texts that nobody would name. Source: AWS IoT Device Defender,
/// "AWS IoT policies overly permissive".
/// </summary>
static class Breadth
{
    const string Anyone = "lint-7d1c0f";

    public static readonly string[] Clients = [$"client/{Anyone}"];
    public static readonly string[] Topics = [$"topic/{Anyone}/x", $"topic/$aws/things/{Anyone}/shadow/update"];
    public static readonly string[] Things = [$"thing/{Anyone}", $"thing/{Anyone}/{Anyone}"];

    public static readonly string[] Filters =
    [
        "topicfilter/#", "topicfilter/+", $"topicfilter/{Anyone}/x", "topicfilter/$aws/things/#", $"topicfilter/$aws/things/{Anyone}/#",
        "topicfilter/$aws/things/+/shadow/update", "topicfilter/$aws/things/+/shadow/update/accepted",
    ];

    /// <summary>Every action on everything: the other rules have nothing to add.</summary>
    public static bool IsEverything(LintedStatement statement) =>
        statement.Actions.Any(action => action.Text is "*" or "iot:*")
        && !statement.Statement.ActionsExcluded
        && !statement.Statement.ResourcesExcluded
        && statement.Resources.Any(resource => resource.Text == "*" || resource.Tail == "*");

    /// <summary>Resources of unconditional Allows of an action that match any of the texts.</summary>
    public static IEnumerable<LintedText> Wide(LintedPolicy policy, string action, string[] tails) =>
        policy.Allows
            .Where(statement => !statement.IsConditional && statement.Asks(action) && !IsEverything(statement))
            .SelectMany(statement => statement.Matching(tails.Select(tail => policy.Prefix + tail)));
}
