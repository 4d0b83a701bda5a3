namespace Hatchery.Core;

/// <summary>One thing wrong with a document: where (a JSON path such as <c>$.Resources.thing.Type</c>), what, and what to do.</summary>
public sealed record Problem(string Path, string Message, string? Help = null, ProblemSeverity Severity = ProblemSeverity.Error)
{
    public override string ToString() => Help is null ? $"{Path}: {Message}" : $"{Path}: {Message} {Help}";
}

/// <summary>Errors refuse a document; warnings let it pass and are shown.</summary>
public enum ProblemSeverity
{
    Error,
    Warning,
}
