namespace Hatchery.Core.Access;

/// <summary>Who calls the API, and what it may do: what an access key stands for.</summary>
public sealed record Caller
{
    public required CallerKind Kind { get; init; }

    /// <summary>As messages and GetCallerIdentity name it, e.g. <c>arn:aws:iam::000000000000:user/ops</c>.</summary>
    public required string Arn { get; init; }

    /// <summary>The account's id, a user's, or <c>ROLEID:session</c>.</summary>
    public required string UserId { get; init; }

    public required string AccessKeyId { get; init; }

    public string? UserName { get; init; }

    /// <summary>The role of an assumed role's session.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The device that the session's credentials were given to; null when it was none.</summary>
    public CredentialedDevice? Device { get; init; }

    /// <summary>When temporary credentials were given out; null for keys that stay.</summary>
    public DateTimeOffset? TokenIssuedAt { get; init; }

    /// <summary>Temporary credentials of GetSessionToken.</summary>
    public bool IsSessionToken { get; init; }

    /// <summary>Of the user or role: attached and inline. The account itself has none and needs none.</summary>
    public IReadOnlyList<IamPolicy> Policies { get; init; } = [];

    /// <summary>What a session was narrowed to when it began; null when it wasn't.</summary>
    public IReadOnlyList<IamPolicy>? SessionPolicies { get; init; }
}

public enum CallerKind
{
    /// <summary>The account itself (AWS's root user): the keys of the credentials file.</summary>
    Account,

    User,

    AssumedRole,
}
