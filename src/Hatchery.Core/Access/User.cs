namespace Hatchery.Core.Access;

/// <summary>An IAM user: who an access key belongs to.</summary>
/// <param name="IsOfKey">Made together with an access key by <c>hatchery keys create</c>, and goes with it.</param>
public sealed record User(string Name, string Id, string Path, bool IsOfKey, DateTimeOffset CreatedAt);
