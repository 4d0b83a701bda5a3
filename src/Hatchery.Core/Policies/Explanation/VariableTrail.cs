using Hatchery.Core.Policies.Variables;

namespace Hatchery.Core.Policies.Explanation;

/// <summary>A variable or condition key on one connection: its values, or why it has none.</summary>
public sealed record VariableTrail(string Name, IReadOnlyList<string> Values, string? WhyMissing)
{
    internal static VariableTrail Of(PolicyVariable variable, PolicyContext context)
    {
        var values = variable.Read(context);
        IReadOnlyList<string> shown = [.. Enumerable.Range(0, values.Count).Select(i => ShownText.Of(values[i]))];
        var hasText = variable.Text(context) is not null || (variable.IsConditionOnly && shown.Count > 0);
        return new VariableTrail(variable.Name, shown, hasText ? null : variable.WhyMissing(context));
    }
}
