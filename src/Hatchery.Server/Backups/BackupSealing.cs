namespace Hatchery.Server.Backups;

/// <summary>How the key that seals a backup's secrets comes from the passphrase.</summary>
/// <param name="Check">Derived from the key: tells a wrong passphrase from a changed file.</param>
public sealed record BackupSealing(string Derivation, int Iterations, byte[] Salt, byte[] Check);
