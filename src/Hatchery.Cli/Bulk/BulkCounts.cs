namespace Hatchery.Cli.Bulk;

/// <param name="RegisteredBefore">Lines that an earlier run had registered.</param>
sealed record BulkCounts(int Registered, int Failed, int RegisteredBefore);
