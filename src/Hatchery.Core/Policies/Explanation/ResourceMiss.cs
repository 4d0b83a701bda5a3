using Hatchery.Core.Policies.Patterns;
using Hatchery.Core.Policies.Variables;

namespace Hatchery.Core.Policies.Explanation;

/// <summary>Says where a statement's resources part from the requested one.</summary>
static class ResourceMiss
{
    public static Miss Of(PolicyStatement statement, string action, string resource, PolicyContext context)
    {
        if (statement.ResourcesExcluded)
        {
            return Excluded(statement, context);
        }

        var best = Of(statement.Resources[0], action, resource, context);
        foreach (var pattern in statement.Resources.Skip(1))
        {
            var miss = Of(pattern, action, resource, context);
            if (miss.IsCloserThan(best))
            {
                best = miss;
            }
        }

        return best;
    }

    static Miss Excluded(PolicyStatement statement, PolicyContext context)
    {
        var unresolved = statement.Resources.Select(pattern => pattern.FirstUnresolved(context)).FirstOrDefault(variable => variable is not null);
        return new Miss(MissStage.Resource, KindOf(unresolved), 0, unresolved is null
            ? $"its NotResource {ShownText.List(statement.Resources)} excludes it"
            : $"its NotResource has {unresolved.Literal}, which has no value: {unresolved.WhyMissing(context)}");
    }

    static Miss Of(TextPattern pattern, string action, string resource, PolicyContext context)
    {
        var scope = new MatchScope(context, LiteralsStay: false);
        if (OtherField(pattern, action, resource, scope) is { } field)
        {
            return field;
        }

        var (fitted, wanted, unresolved) = PatternWalk.Of(pattern, resource, scope);
        var fits = fitted == 0 ? "fits nowhere" : $"fits up to '{ShownText.Of(ArnText.Tail(resource[..fitted]))}'";
        var whyNot = unresolved is null
            ? $"its resource {Shown(pattern)} {fits}, then wants {wanted} where the request has {(fitted == resource.Length ? "its end" : $"'{ShownText.Of(resource[fitted..])}'")}"
            : $"its resource {Shown(pattern)} has {unresolved.Literal}, which has no value: {unresolved.WhyMissing(context)}";
        return new Miss(MissStage.Resource, KindOf(unresolved), fitted, whyNot) { Resource = pattern.Source };
    }

    /// <summary>A partition, region, account or type that differs is named as such: `topic/` for Subscribe, or a policy brought from another account.</summary>
    static Miss? OtherField(TextPattern pattern, string action, string resource, MatchScope scope)
    {
        if (ArnText.TryParse(pattern.Source) is not { } ours || ArnText.TryParse(resource) is not { } theirs)
        {
            return null;
        }

        string? whyNot = null;
        var kind = MissKind.Account;
        if (ours.Prefix != theirs.Prefix)
        {
            whyNot = $"its resource is of {ours.Prefix.TrimEnd(':')}, the request's of {theirs.Prefix.TrimEnd(':')} (partition, service, region and account must be this server's)";
        }
        else if (ours.Type != theirs.Type)
        {
            kind = MissKind.ResourceType;
            whyNot = $"its resource is {Shown(pattern)}, {action} needs {theirs.Type}/";
        }

        if (whyNot is null)
        {
            return null;
        }

        // Nothing else differs: this is surely the one that was meant.
        var corrected = (theirs with { Prefix = ours.Prefix, Type = ours.Type }).ToString();
        var depth = pattern.Matches(corrected, scope) ? resource.Length : PatternWalk.Of(pattern, resource, scope).Fitted;
        return new Miss(MissStage.Resource, kind, depth, whyNot) { Resource = pattern.Source };
    }

    static MissKind KindOf(PolicyVariable? unresolved) => unresolved switch
    {
        null => MissKind.Resource,
        { IsOfThing: true } => MissKind.ThingVariable,
        _ => MissKind.Variable,
    };

    static string Shown(TextPattern pattern) => ShownText.Of(ArnText.Tail(pattern.Source));
}
