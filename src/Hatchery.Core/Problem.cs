namespace Hatchery.Core;

/// <summary>One thing wrong with a document: where (a JSON path such as <c>$.Resources.thing.Type</c>), what, and what to do.</summary>
public sealed record Problem(string Path, string Message, string? Help = null, ProblemSeverity Severity = ProblemSeverity.Error)
{
    /// <summary>The rule that found it, by an id that never changes, e.g. <c>foreign-arn</c>; <c>docs/lint-rules.md</c> lists them.</summary>
    public string Rule { get; init; } = "malformed";

    public override string ToString() => Help is null ? $"{Path}: {Message}" : $"{Path}: {Message} {Help}";
}

/// <summary>Errors refuse a document, or make it useless; warnings and remarks let it pass and are shown.</summary>
public enum ProblemSeverity
{
    Error,
    Warning,

    /// <summary>Often meant so, and worth knowing.</summary>
    Info,
}
