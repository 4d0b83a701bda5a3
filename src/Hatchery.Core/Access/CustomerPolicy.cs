namespace Hatchery.Core.Access;

/// <summary>A managed policy of the account's own, with the document of its default version.</summary>
/// <param name="Path">E.g. <c>/</c>.</param>
public sealed record CustomerPolicy(string Name, string Id, string Path, string? Description, string Document, DateTimeOffset CreatedAt)
{
    public int DefaultVersion { get; init; } = 1;

    /// <summary>When its newest version was made.</summary>
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;
}
