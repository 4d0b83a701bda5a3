namespace Hatchery.Core.Access;

/// <summary>An IAM role, as far as provisioning needs one: who may assume it, and which managed policies it has.</summary>
public sealed record Role(string Name, string Id, string Path, string? Description, string AssumeRolePolicyDocument, int MaxSessionDurationSeconds, DateTimeOffset CreatedAt);
