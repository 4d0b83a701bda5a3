using Hatchery.Core.Templates.Expressions;

namespace Hatchery.Core.Templates.Functions;

/// <summary>A function of the template language: its name, what it takes and gives, and how it is evaluated.</summary>
/// <param name="Signature">Kinds of its arguments. One argument is written bare, several as a list.</param>
sealed record TemplateFunction(string Name, ValueKind Result, IReadOnlyList<ArgumentKind> Signature, Func<Arguments, TemplateValue> Evaluate)
{
    /// <summary>A right call, for whoever wrote a wrong one.</summary>
    public required string Example { get; init; }

    /// <summary>How many arguments must be there; the others may be left out from the end.</summary>
    public int Required { get; init; } = Signature.Count;

    /// <summary>What can be told to be wrong of a call before any registration.</summary>
    public Action<CallExpression, ParseContext>? Check { get; init; }

    /// <summary>Whether a call's result can be told before any registration.</summary>
    public Func<CallExpression, bool> IsConstantOver { get; init; } = call => call.Arguments.All(argument => argument.IsConstant);
}

/// <summary>What an argument may be.</summary>
enum ArgumentKind
{
    /// <summary>A text or a function that gives one.</summary>
    Text,

    /// <summary>A text written out; no function.</summary>
    Literal,

    /// <summary>A list, or a function that gives one.</summary>
    List,

    /// <summary>An object of names and texts.</summary>
    Map,
}
