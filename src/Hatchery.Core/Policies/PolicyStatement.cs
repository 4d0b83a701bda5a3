using Hatchery.Core.Access;
using Hatchery.Core.Policies.Conditions;
using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies;

/// <summary>A compiled statement. Its parts are ANDed, the members of a part ORed.</summary>
sealed class PolicyStatement
{
    Decision.Allowed? _lastAllowed;

    public required int Index { get; init; }

    public required string? Sid { get; init; }

    public required bool IsAllow { get; init; }

    public required IReadOnlyList<TextPattern> Actions { get; init; }

    /// <summary>The list is NotAction: everything but these.</summary>
    public required bool ActionsExcluded { get; init; }

    public required IReadOnlyList<TextPattern> Resources { get; init; }

    /// <summary>The list is NotResource.</summary>
    public required bool ResourcesExcluded { get; init; }

    public required IReadOnlyList<Condition> Conditions { get; init; }

    /// <summary>Whom it speaks of; null in documents that are attached to somebody.</summary>
    public TrustedPrincipals? Principal { get; init; }

    public bool Matches(string action, string resource, PolicyContext context) =>
        MatchesAction(action, context) && MatchesResource(resource, context) && FirstFailing(context) is null;

    public bool MatchesAction(string action, PolicyContext context) => MatchesAny(Actions, action, Scope(context)) != ActionsExcluded;

    public bool MatchesResource(string resource, PolicyContext context)
    {
        var scope = Scope(context);
        if (!ResourcesExcluded)
        {
            return MatchesAny(Resources, resource, scope);
        }

        // "Everything but what I can't name" must not open an Allow; in a Deny the literal text stays and excludes nothing.
        return (scope.LiteralsStay || AllResolved(Resources, context)) && !MatchesAny(Resources, resource, scope);
    }

    /// <summary>The first condition that doesn't hold, or null.</summary>
    public Condition? FirstFailing(PolicyContext context)
    {
        for (var i = 0; i < Conditions.Count; i++)
        {
            if (!Conditions[i].Holds(Scope(context)))
            {
                return Conditions[i];
            }
        }

        return null;
    }

    public StatementReference ReferenceIn(AttachedPolicy policy) => new(policy.Name, policy.VersionId, Index, Sid);

    /// <summary>The decision that this statement allows. It is kept, as each delivery asks for the same again; a lost race costs one allocation.</summary>
    public Decision.Allowed AllowedIn(AttachedPolicy policy)
    {
        var last = _lastAllowed;
        if (last is not null && last.By.Policy == policy.Name && last.By.VersionId == policy.VersionId)
        {
            return last;
        }

        return _lastAllowed = new Decision.Allowed(ReferenceIn(policy));
    }

    MatchScope Scope(PolicyContext context) => new(context, LiteralsStay: !IsAllow);

    static bool MatchesAny(IReadOnlyList<TextPattern> patterns, string text, MatchScope scope)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (patterns[i].Matches(text, scope))
            {
                return true;
            }
        }

        return false;
    }

    static bool AllResolved(IReadOnlyList<TextPattern> patterns, PolicyContext context)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (!patterns[i].IsResolved(context))
            {
                return false;
            }
        }

        return true;
    }
}
