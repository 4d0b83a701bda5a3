namespace Hatchery.Core.Access;

/// <summary>An access key of a user. Its secret is not kept: the server derives it from the id (decision 0010).</summary>
public sealed record UserAccessKey(string Id, string UserName, bool IsActive, DateTimeOffset CreatedAt);
