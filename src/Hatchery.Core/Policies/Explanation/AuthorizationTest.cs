using Hatchery.Core.Policies.Patterns;
using Hatchery.Core.Policies.Variables;

namespace Hatchery.Core.Policies.Explanation;

/// <summary>What every policy says to one action on some resources, as AWS's TestAuthorization tells it.</summary>
public sealed record AuthorizationTest
{
    /// <summary>Policies with an Allow that matches one of the resources.</summary>
    public required IReadOnlyList<PolicyName> Allowing { get; init; }

    /// <summary>Policies with a Deny that does.</summary>
    public required IReadOnlyList<PolicyName> Denying { get; init; }

    /// <summary>Policies that have neither.</summary>
    public required IReadOnlyList<PolicyName> Silent { get; init; }

    /// <summary>The worst over all resources: one that is denied denies all.</summary>
    public required AuthorizationOutcome Outcome { get; init; }

    /// <summary>Names of variables and condition keys that statements on this action use and that have no value.</summary>
    public required IReadOnlyList<string> MissingValues { get; init; }

    public static AuthorizationTest Run(IReadOnlyList<AttachedPolicy> policies, string action, IReadOnlyList<string> resources, PolicyContext context)
    {
        var judged = policies.Select(policy => (policy.Name, Allows: Says(policy, isAllow: true), Denies: Says(policy, isAllow: false))).ToList();
        return new AuthorizationTest
        {
            Allowing = [.. judged.Where(policy => policy.Allows).Select(policy => policy.Name)],
            Denying = [.. judged.Where(policy => policy.Denies).Select(policy => policy.Name)],
            Silent = [.. judged.Where(policy => policy is { Allows: false, Denies: false }).Select(policy => policy.Name)],
            Outcome = resources.Select(resource => AuthorizationOutcomeText.Of(PolicyEvaluator.Evaluate(policies, action, resource, context))).Max(),
            MissingValues = [.. policies.SelectMany(policy => policy.Document.Statements).Where(statement => statement.MatchesAction(action, context))
                .SelectMany(statement => Missing(statement, context)).Select(variable => variable.Name).Distinct(StringComparer.OrdinalIgnoreCase)],
        };

        bool Says(AttachedPolicy policy, bool isAllow) => policy.Document.Statements.Any(statement =>
            statement.IsAllow == isAllow && resources.Any(resource => statement.Matches(action, resource, context)));
    }

    static IEnumerable<PolicyVariable> Missing(PolicyStatement statement, PolicyContext context)
    {
        IEnumerable<TextPattern> patterns = [.. statement.Resources, .. statement.Conditions.SelectMany(condition => condition.Operands)];
        return patterns.SelectMany(pattern => pattern.Variables).Where(variable => variable.Text(context) is null)
            .Concat(statement.Conditions.Select(condition => condition.Key).Where(key => key.Read(context).Count == 0));
    }
}
