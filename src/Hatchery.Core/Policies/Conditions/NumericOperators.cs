using System.Globalization;
using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies.Conditions;

static class NumericOperators
{
    static readonly ConditionOperator NumericEquals = Comparing("NumericEquals", static order => order == 0);

    public static readonly ConditionOperator[] All =
    [
        NumericEquals, NumericEquals.Not("NumericNotEquals"),
        Comparing("NumericLessThan", static order => order < 0),
        Comparing("NumericLessThanEquals", static order => order <= 0),
        Comparing("NumericGreaterThan", static order => order > 0),
        Comparing("NumericGreaterThanEquals", static order => order >= 0),
    ];

    static ConditionOperator Comparing(string name, Func<int, bool> holds) =>
        new(name, PatternSyntax.Variables, (value, operand, scope) =>
            TryRead(value, out var left) && TryRead(operand.Expand(scope), out var right) && holds(left.CompareTo(right)))
        {
            CanRead = text => TryRead(text, out _),
        };

    static bool TryRead(string? text, out decimal number) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
