using System.Globalization;
using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies.Conditions;

/// <summary>Dates as ISO 8601 or as seconds since 1970.</summary>
static class DateOperators
{
    static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    static readonly ConditionOperator DateEquals = Comparing("DateEquals", static order => order == 0);

    public static readonly ConditionOperator[] All =
    [
        DateEquals, DateEquals.Not("DateNotEquals"),
        Comparing("DateLessThan", static order => order < 0),
        Comparing("DateLessThanEquals", static order => order <= 0),
        Comparing("DateGreaterThan", static order => order > 0),
        Comparing("DateGreaterThanEquals", static order => order >= 0),
    ];

    static ConditionOperator Comparing(string name, Func<int, bool> holds) =>
        new(name, PatternSyntax.Variables, (value, operand, scope) =>
            TryRead(value, out var left) && TryRead(operand.Expand(scope), out var right) && holds(left.CompareTo(right)))
        {
            CanRead = text => TryRead(text, out _),
        };

    static bool TryRead(string? text, out DateTimeOffset time)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
        }

        time = default;
        if (seconds > LastSecond)
        {
            return false;
        }

        time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }
}
