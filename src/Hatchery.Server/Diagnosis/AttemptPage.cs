using Hatchery.Core.Diagnosis;

namespace Hatchery.Server.Diagnosis;

/// <summary>A page of attempts as the API gives it.</summary>
/// <param name="Revision">Of the last change seen: ask for what changed after it to follow.</param>
public sealed record AttemptPage(IReadOnlyList<Attempt> Attempts, string? NextToken, long Revision);
