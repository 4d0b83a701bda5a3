namespace Hatchery.Core.Policies;

/// <summary>A policy version that applies to a connection: what an evaluation goes through.</summary>
public sealed record AttachedPolicy(PolicyName Name, string VersionId, PolicyDocument Document);
