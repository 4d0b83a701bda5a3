namespace Hatchery.Core.Linting;

/// <summary>One rule: its stable id, how bad a hit is, and how hits are found.</summary>
sealed record LintRule<TSubject>(string Id, ProblemSeverity Severity, Func<TSubject, IEnumerable<LintHit>> Find)
{
    public IEnumerable<Problem> Apply(TSubject subject) =>
        Find(subject).Select(hit => new Problem(hit.Path, hit.Message, hit.Fix, hit.Severity ?? Severity) { Rule = Id });
}

/// <summary>Where a rule struck: what is so there, and what to do.</summary>
/// <param name="Severity">Instead of the rule's own.</param>
readonly record struct LintHit(string Path, string Message, string Fix, ProblemSeverity? Severity = null);
