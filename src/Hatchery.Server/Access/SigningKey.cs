using Hatchery.Core.Access;

namespace Hatchery.Server.Access;

/// <summary>An access key that counts: the secret that its signatures are checked with, and whom it stands for.</summary>
public sealed record SigningKey(Secret Secret, Caller Caller);
