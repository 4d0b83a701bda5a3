namespace Hatchery.Core.Policies.Variables;

/// <summary>One policy variable, which is also a condition key: its name, what it reads of a connection, and why it may have no value.</summary>
/// <param name="Read">The raw values.</param>
/// <param name="WhyMissing">Half a sentence for the operator, asked only when there is no value to put in.</param>
sealed record PolicyVariable(string Name, Func<PolicyContext, VariableValue> Read, Func<PolicyContext, string> WhyMissing)
{
    /// <summary>What becomes of a value that is put into a resource or a condition's operand; null leaves the variable unresolved.</summary>
    public Func<string, string?> ForPattern { get; init; } = static value => value;

    /// <summary>What becomes of a value that a condition compares.</summary>
    public Func<string, string?> ForCondition { get; init; } = static value => value;

    /// <summary>Sets and the like: they have values for conditions, none to put into text.</summary>
    public bool IsConditionOnly { get; init; }

    /// <summary>
    /// It may have a value that this server doesn't read: not the same as having none, which would satisfy Null, ForAllValues
    /// and every negated operator.
    /// </summary>
    public bool IsUnreadable { get; init; }

    /// <summary>It speaks of the connection's thing, which depends on the client id.</summary>
    public bool IsOfThing => Name.StartsWith("iot:Connection.Thing.", StringComparison.OrdinalIgnoreCase);

    /// <summary>Said when a document that uses it is created; null for a variable that works.</summary>
    public string? Warning { get; init; }

    /// <summary>How it stands in a document.</summary>
    public string Literal => $"${{{Name}}}";

    /// <summary>The text that stands in for it, or null when it can't be resolved. Never empty: <c>client/</c> followed by nothing and a <c>*</c> would let anyone in.</summary>
    public string? Text(PolicyContext context)
    {
        if (IsConditionOnly || Read(context).First is not { Length: > 0 } value)
        {
            return null;
        }

        return ForPattern(value);
    }

    /// <summary>
    /// One of its values as a condition sees it. A value that may not be put in is replaced by the variable's own text, as in a
    /// resource: were it dropped, ForAllValues would pass for what it should refuse.
    /// </summary>
    public string ConditionText(string value) => ForCondition(value) ?? Literal;
}
