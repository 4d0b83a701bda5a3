using Hatchery.Core.Policies.Linting;
using Hatchery.Core.Policies.Parsing;

namespace Hatchery.Core.Policies.Explanation;

/// <summary>What is odd about a request itself, before any policy is asked: the gateway would never ask so.</summary>
public static class RequestHints
{
    /// <param name="templates">Names of the templates that exist.</param>
    public static IReadOnlyList<string> Of(string action, string resource, AwsAccount account, IReadOnlyCollection<string> templates)
    {
        var hints = new List<string>();
        var known = PolicyAction.Find(action);
        if (known is null)
        {
            hints.Add($"There is no action {NearMiss.Quote(action)}.{NearMiss.Hint(action, PolicyAction.All.Select(each => each.Name))}");
        }
        else if (!known.IsAsked)
        {
            hints.Add($"This server never asks for {known.Name}.");
        }

        if (ArnText.TryParse(resource) is not { } arn)
        {
            hints.Add($"The resource is no ARN such as {account.IotArn(known?.ResourceType ?? "topic", "NAME")}.");
            return hints;
        }

        if (arn.Prefix != account.IotArn("", "").TrimEnd('/'))
        {
            hints.Add($"The resource is of {arn.Prefix.TrimEnd(':')}; this server's are {account.IotArn(arn.Type, arn.Rest)}.");
        }

        if (known?.ResourceType is { } type && arn.Type != type)
        {
            hints.Add($"{known.Name} is asked with {type}/, never with {arn.Type}/.");
        }

        if (arn.Type == "topic" && MqttWildcard.IsIn(arn.Rest))
        {
            hints.Add("No message is published to a topic with + or #; a subscription is iot:Subscribe on topicfilter/.");
        }

        if (ProvisioningTopics.TemplateIn(arn.Rest) is { } template && !templates.Contains(template))
        {
            hints.Add($"There is no provisioning template {NearMiss.Quote(template)}.{NearMiss.Hint(template, templates)}");
        }

        return hints;
    }
}
