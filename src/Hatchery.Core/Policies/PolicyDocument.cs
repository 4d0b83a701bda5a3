using Hatchery.Core.Policies.Parsing;

namespace Hatchery.Core.Policies;

/// <summary>A parsed policy document, ready to be evaluated many times. Immutable.</summary>
public sealed class PolicyDocument
{
    const int ErrorsToldMax = 5;

    internal PolicyDocument(PolicyStatement[] statements) => Statements = statements;

    internal PolicyStatement[] Statements { get; }

    /// <summary>
    /// Parses a document and reports everything wrong with it. The document is null exactly when a problem is an error.
    /// Messages of errors are AWS's (<c>Policy document is Malformed: …</c> is put in front by the caller).
    /// </summary>
    public static (PolicyDocument? Document, IReadOnlyList<Problem> Problems) Parse(string json) => PolicyParser.Parse(json);

    /// <summary>Parses a document that was accepted before.</summary>
    /// <exception cref="AwsError">MalformedPolicyException with AWS's text.</exception>
    public static PolicyDocument ParseOrThrow(string json)
    {
        var (document, problems) = Parse(json);
        return document ?? throw AwsError.MalformedPolicy("Policy document is Malformed: " + Tell(problems));
    }

    // AWS says the bare text; where and why follow it in parentheses.
    static string Tell(IReadOnlyList<Problem> problems) => string.Join("; ", problems
        .Where(problem => problem.Severity == ProblemSeverity.Error)
        .Take(ErrorsToldMax)
        .Select(problem => $"{problem.Message} ({problem.Path}{(problem.Help is null ? "" : ": " + problem.Help)})"));
}
