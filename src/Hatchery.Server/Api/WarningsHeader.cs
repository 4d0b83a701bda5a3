using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>
/// <c>x-hatchery-warnings: 2; foreign-arn, no-connect</c>: what AWS's answer has no member for. Clients that don't look for it
/// see AWS's answer; <c>hatchery lint</c> tells the whole of it.
/// </summary>
static class WarningsHeader
{
    const string Name = "x-hatchery-warnings";
    const int IdsMax = 10;

    /// <summary>The answer with the ids of what was found; remarks are left to lint, and so is an answer about which there is nothing to say.</summary>
    public static ApiResponse WithWarnings(this ApiResponse response, IEnumerable<Problem> problems)
    {
        var rules = problems.Where(problem => problem.Severity != ProblemSeverity.Info).Select(problem => problem.Rule).ToList();
        var ids = rules.Distinct().Order(StringComparer.Ordinal).ToList();
        return rules.Count == 0 ? response : response with
        {
            Headers = [.. response.Headers ?? [], new(Name, $"{rules.Count}; {string.Join(", ", ids.Take(IdsMax))}{(ids.Count > IdsMax ? ", ..." : "")}")],
        };
    }
}
