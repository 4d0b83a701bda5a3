namespace Hatchery.Core.Registry;

/// <summary>One page of a list. <paramref name="Next"/> goes into the next <see cref="PageRequest.After"/>; null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>
/// Which page: at most <paramref name="Size"/> items after the position <paramref name="After"/>. Positions are keys, not
/// counts, so that a list walked while others insert and delete neither repeats nor skips what stayed.
/// </summary>
public sealed record PageRequest(int Size, string? After = null, bool Ascending = true);
