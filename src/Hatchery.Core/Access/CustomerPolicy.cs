namespace Hatchery.Core.Access;

/// <summary>A managed policy of the account's own, in its one version.</summary>
/// <param name="Path">E.g. <c>/</c>.</param>
public sealed record CustomerPolicy(string Name, string Id, string Path, string? Description, string Document, DateTimeOffset CreatedAt);
