namespace Hatchery.Server.Access;

/// <summary>An access key with an end, and the token that goes with each of its requests.</summary>
public sealed record TemporaryCredentials(AccessKey Key, string SessionToken, DateTimeOffset Expiration);
