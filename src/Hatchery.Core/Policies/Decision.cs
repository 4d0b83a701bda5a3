namespace Hatchery.Core.Policies;

/// <summary>The answer to "may this connection do this", with its reason.</summary>
public abstract record Decision
{
    public bool IsAllowed => this is Allowed;

    /// <summary>One sentence for a log or an operator: which statement decided, or which came nearest and where it parted.</summary>
    public abstract string Explain();

    public sealed record Allowed(StatementReference By) : Decision
    {
        public override string Explain() => $"allowed by {By}";
    }

    /// <summary>An explicit Deny matched; it wins over every Allow.</summary>
    public sealed record Denied(StatementReference By) : Decision
    {
        public override string Explain() => $"explicitly denied by {By}";
    }

    /// <summary>Nothing matched: the implicit deny. <paramref name="Nearest"/> is the Allow that came closest, null without any policy.</summary>
    public sealed record NoMatch(NearestStatement? Nearest) : Decision
    {
        public override string Explain() => Nearest is null ? "no policy is attached" : $"no statement allows it; nearest is {Nearest.Statement}: {Nearest.WhyNot}";
    }
}

/// <summary>A statement named for people: policy, version, position (from 0) and Sid.</summary>
public sealed record StatementReference(PolicyName Policy, string VersionId, int Index, string? Sid)
{
    public override string ToString() => $"policy {Policy} version {VersionId}, statement {Index}{(Sid is null ? "" : $" ({Sid})")}";
}

/// <summary>The closest statement and the point where it parted from the request, e.g. <c>its resource is topic/…, Subscribe needs topicfilter/…</c>.</summary>
public sealed record NearestStatement(StatementReference Statement, string WhyNot, MissKind Kind)
{
    /// <summary>The resource that came closest, as the document has it; null where no resource decided.</summary>
    public string? Resource { get; init; }
}
