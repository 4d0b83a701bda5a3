namespace Hatchery.Core.Access;

/// <summary>What IAM's condition keys read of one API call.</summary>
public sealed record IamRequest
{
    /// <summary>Null for AWS IoT itself, when it takes a role.</summary>
    public Caller? Caller { get; init; }

    public required DateTimeOffset Now { get; init; }

    public bool IsSecureTransport { get; init; }

    public string? Region { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>The service that a role is passed to; condition key iam:PassedToService.</summary>
    public string? PassedToService { get; init; }

    /// <summary>Condition key sts:ExternalId.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Condition key sts:RoleSessionName.</summary>
    public string? RoleSessionName { get; init; }

    /// <summary>The account and resource that AWS IoT acts for when it takes a role; condition keys aws:SourceAccount, aws:SourceArn.</summary>
    public string? SourceAccount { get; init; }

    /// <inheritdoc cref="SourceAccount"/>
    public string? SourceArn { get; init; }
}
