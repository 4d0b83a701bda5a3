using Hatchery.Core.Policies.Variables;

namespace Hatchery.Core.Policies.Patterns;

/// <summary>A part of a pattern between two <c>*</c>: literal text, a variable, or (neither) one arbitrary character.</summary>
readonly record struct PatternPiece(string? Literal, PolicyVariable? Variable)
{
    public static PatternPiece AnyCharacter => default;

    public bool IsAnyCharacter => Literal is null && Variable is null;

    /// <summary>How it stands in the document.</summary>
    public string Source => Variable?.Literal ?? Literal ?? "?";

    /// <summary>
    /// The text to compare, character by character: what a variable gives is never read as a pattern again. Null when
    /// unresolved; not to be asked of an arbitrary character.
    /// </summary>
    public string? Text(MatchScope scope)
    {
        if (Variable is null)
        {
            return Literal;
        }

        return Variable.Text(scope.Context) ?? (scope.LiteralsStay ? Variable.Literal : null);
    }
}
