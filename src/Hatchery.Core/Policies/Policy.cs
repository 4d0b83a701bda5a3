namespace Hatchery.Core.Policies;

/// <summary>A named policy; only its default version is evaluated.</summary>
public sealed record Policy(PolicyName Name, string DefaultVersionId, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt);

/// <summary>One version of a policy. <paramref name="Document"/> is kept byte for byte as it was sent.</summary>
public sealed record PolicyVersion(PolicyName PolicyName, string VersionId, string Document, bool IsDefault, DateTimeOffset CreatedAt);
