using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies.Conditions;

/// <summary>How a condition compares one value of its key with one operand.</summary>
/// <param name="Syntax">What is special in operands.</param>
/// <param name="Test">The positive comparison; an operand that is unresolved or unreadable gives false.</param>
sealed record ConditionOperator(string Name, PatternSyntax Syntax, Func<string, TextPattern, MatchScope, bool> Test)
{
    /// <summary>The operator holds when no operand passes the test.</summary>
    public bool IsNegated { get; init; }

    /// <summary>Whether an operand without variables can be read at all; asked when the document is created.</summary>
    public Func<string, bool> CanRead { get; init; } = static _ => true;

    /// <summary>The same comparison under its negated name.</summary>
    public ConditionOperator Not(string name) => this with { Name = name, IsNegated = true };
}
