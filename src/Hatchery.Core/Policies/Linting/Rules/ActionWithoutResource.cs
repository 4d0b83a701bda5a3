using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Parsing;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>One of several actions has no resource of the type it is asked with: Subscribe beside Publish on <c>topic/</c>, the slip that most threads are about.</summary>
static class ActionWithoutResource
{
    public static readonly LintRule<LintedPolicy> Rule = new("action-without-resource", ProblemSeverity.Error, Find);

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        policy.Statements.Where(statement => !statement.Statement.ActionsExcluded && !statement.Statement.ResourcesExcluded).SelectMany(Judge);

    static IEnumerable<LintHit> Judge(LintedStatement statement)
    {
        var asked = statement.Actions.Select(action => (action, Known: PolicyAction.Find(action.Text))).Where(pair => pair.Known?.ResourceType is not null).ToList();
        var unserved = asked.Where(pair => !statement.Resources.Any(resource => MayBeOf(pair.Known!.ResourceType!, resource))).ToList();

        // When no action fits, the parser has said so of each resource.
        if (unserved.Count == asked.Count && statement.Resources.All(resource => resource.Arn is not null))
        {
            return [];
        }

        return unserved.Select(pair => new LintHit(
            pair.action.Path,
            $"{pair.Known!.Name} never matches in this statement: it is asked with {pair.Known.ResourceType}/, and no resource here is of that type.",
            $"Add a resource …:{pair.Known.ResourceType}/…, or give the action a statement of its own."));
    }

    static bool MayBeOf(string type, LintedText resource) => resource.Arn is not { } arn || arn.Type == type;
}
