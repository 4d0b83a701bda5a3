namespace Hatchery.Core.Access;

/// <summary>One of the documents that a managed policy of the account's own has had; the default one is in force.</summary>
/// <param name="Number">Counted from 1, never given twice.</param>
public sealed record CustomerPolicyVersion(int Number, string Document, DateTimeOffset CreatedAt);
