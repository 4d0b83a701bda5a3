using Hatchery.Core.Policies.Conditions;

namespace Hatchery.Core.Policies.Explanation;

/// <summary>Says which condition failed, on what.</summary>
static class ConditionMiss
{
    const int ValuesMax = 6;

    public static string WhyNot(Condition condition, PolicyContext context)
    {
        var wanted = condition.Operands.Length == 0 ? "no value at all" : ShownText.List(condition.Operands, " or ");
        return $"its condition {condition.Name} on {condition.Key.Name} wants {wanted}, the request has {Has(condition, context)}{Unresolved(condition, context)}";
    }

    static string Has(Condition condition, PolicyContext context)
    {
        var values = condition.Key.Read(context);
        if (values.Count == 0)
        {
            return $"no value ({condition.Key.WhyMissing(context)})";
        }

        var shown = Enumerable.Range(0, Math.Min(values.Count, ValuesMax)).Select(i => ShownText.Of(condition.Key.ConditionText(values[i])));
        return string.Join(" and ", shown);
    }

    static string Unresolved(Condition condition, PolicyContext context) =>
        condition.Operands.Select(operand => operand.FirstUnresolved(context)).FirstOrDefault(variable => variable is not null) is { } missing
            ? $"; {missing.Literal} has no value: {missing.WhyMissing(context)}"
            : "";
}
