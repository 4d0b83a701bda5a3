using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>The answers of a request that is allowed cannot be subscribed to or received. A subscription that is denied closes an MQTT 3.1.1 connection.</summary>
static class ClaimWithoutAnswers
{
    public static readonly LintRule<LintedPolicy> Rule = new("claim-without-answers", ProblemSeverity.Warning, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        policy.IsClaim ? Requests(policy).Where(policy.CouldAsk).SelectMany(request => Missing(policy, request)) : [];

    static IEnumerable<string> Requests(LintedPolicy policy) =>
    [
        ProvisioningTopics.Keys,
        ProvisioningTopics.Csr,
        .. policy.Allows.SelectMany(statement => statement.Resources)
            .Select(resource => ProvisioningTopics.TemplateIn(resource.Text))
            .Where(template => template is not null && template.AsSpan().IndexOfAny("*?$") < 0)
            .Distinct()
            .Select(template => $"{ProvisioningTopics.Templates}{template}/provision"),
    ];

    static IEnumerable<LintHit> Missing(LintedPolicy policy, string request)
    {
        var answers = ProvisioningTopics.Formats.Where(format => policy.Could("iot:Publish", $"topic/{request}/{format}"))
            .SelectMany(format => ProvisioningTopics.Answers, (format, answer) => $"{request}/{format}/{answer}")
            .ToList();
        if (answers.Find(answer => !policy.Could("iot:Subscribe", "topicfilter/" + answer)) is { } unheard)
        {
            yield return new LintHit("$.Statement", $"A device cannot subscribe to {unheard}, and most clients do first; a subscription that is denied closes their connection.", $"Allow iot:Subscribe on topicfilter/{request}/*.");
        }

        if (answers.Find(answer => !policy.Could("iot:Receive", "topic/" + answer)) is { } unreceived)
        {
            yield return new LintHit("$.Statement", $"A device may not receive {unreceived}.", $"Allow iot:Receive on topic/{request}/*.");
        }
    }
}
