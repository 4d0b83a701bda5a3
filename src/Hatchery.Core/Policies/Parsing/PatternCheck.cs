using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies.Parsing;

/// <summary>Warnings on variables, wherever a pattern stands.</summary>
static class PatternCheck
{
    public static void Check(TextPattern pattern, string path, ProblemList problems)
    {
        foreach (var variable in pattern.Variables)
        {
            if (variable.IsConditionOnly)
            {
                problems.Warn(path, "condition-key-in-text", $"{variable.Name} is a condition key; in text it never has a value");
                continue;
            }

            if (variable.Warning is { } warning)
            {
                problems.Warn(path, "variable-without-value", warning);
            }
        }

        if (pattern.Source.Contains("$(", StringComparison.Ordinal))
        {
            problems.Warn(path, "variable-form", "$(…) is plain text", "A variable is written ${…}, a literal star ${*}.");
        }

        if (pattern.Source.LastIndexOf("${", StringComparison.Ordinal) > pattern.Source.LastIndexOf('}'))
        {
            problems.Warn(path, "variable-form", "${ without its } is plain text");
        }
    }
}
