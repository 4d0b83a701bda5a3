using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies.Parsing;

/// <summary>Warnings on actions. AWS refuses none, so a misspelt one is accepted and silently never asked for: the reader is told.</summary>
static class ActionCheck
{
    const string Unknown = "unknown-action";
    const string NotAsked = "action-not-asked";

    public static void Check(PolicyStatement statement, List<(string Path, string Text)> actions, ProblemList problems)
    {
        for (var i = 0; i < actions.Count; i++)
        {
            if (Warning(statement.Actions[i]) is var (rule, warning))
            {
                problems.Warn(actions[i].Path, rule, warning);
            }
        }
    }

    static (string Rule, string Text)? Warning(TextPattern pattern)
    {
        var name = pattern.Source;
        if (name.StartsWith("greengrass:", StringComparison.OrdinalIgnoreCase))
        {
            return (NotAsked, $"{name} is accepted but never asked for: this server has no Greengrass data plane");
        }

        var scope = new MatchScope(new PolicyContext(), LiteralsStay: true);
        var covered = PolicyAction.All.Where(action => pattern.Matches(action.Name, scope)).ToArray();
        if (covered.Length == 0)
        {
            return NearMiss.Of(name, PolicyAction.All.Select(action => action.Name)) is { } meant
                ? (Unknown, $"no action is named {name}, did you mean {meant}?")
                : (Unknown, $"no action is named {name}, so it is never asked for");
        }

        return Array.Exists(covered, action => action.IsAsked) ? null : (NotAsked, $"{name} is accepted but not asked for by this server yet");
    }
}
