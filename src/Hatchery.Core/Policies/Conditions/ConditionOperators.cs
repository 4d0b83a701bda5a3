using System.Collections.Frozen;
using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies.Conditions;

/// <summary>Every condition operator, family by family. Source: IAM "JSON policy elements: Condition operators".</summary>
static class ConditionOperators
{
    /// <summary>Asks whether the key has a value; its operand says whether it must not. <see cref="Condition"/> treats it apart.</summary>
    public static readonly ConditionOperator Null = new("Null", PatternSyntax.Plain, static (_, _, _) => false) { CanRead = text => bool.TryParse(text, out _) };

    static readonly FrozenDictionary<string, ConditionOperator> Named =
        new[] { StringOperators.All, ArnOperators.All, BoolOperators.All, IpAddressOperators.All, NumericOperators.All, DateOperators.All, [Null] }
            .SelectMany(family => family)
            .ToFrozenDictionary(op => op.Name, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => Named.Values.Select(op => op.Name);

    public static ConditionOperator? Find(string name) => Named.GetValueOrDefault(name);
}
