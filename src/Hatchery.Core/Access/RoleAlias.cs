namespace Hatchery.Core.Access;

/// <summary>The name under which devices get credentials of a role, so that the role may change without them.</summary>
public sealed record RoleAlias(RoleAliasName Name, string RoleArn, int CredentialDurationSeconds, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt);
