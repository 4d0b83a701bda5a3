namespace Hatchery.Server.Provisioning.Bulk;

/// <summary>One line of an input file that is not blank.</summary>
/// <param name="Number">From 1, blank lines counted.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Json">The line without its end; null when it is longer than a line may be.</param>
public sealed record InputLine(long Number, long Offset, byte[]? Json);
