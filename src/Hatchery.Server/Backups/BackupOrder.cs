using Hatchery.Core;
using Hatchery.Server.Access;

namespace Hatchery.Server.Backups;

/// <summary>What a backup should hold.</summary>
/// <param name="Passphrase">Seals the secrets; null leaves them out.</param>
/// <param name="WithAttempts">Whether the provisioning attempts are part of it.</param>
public sealed record BackupOrder(Secret? Passphrase, bool WithAttempts = true)
{
    /// <summary>What is wrong with a passphrase for a new backup, as the end of a sentence; null when nothing is.</summary>
    public static string? FaultOf(string passphrase) => passphrase.Length switch
    {
        < Limits.BackupPassphraseMin => $"must have at least {Limits.BackupPassphraseMin} characters",
        > Limits.BackupPassphraseMax => $"must have at most {Limits.BackupPassphraseMax} characters",
        _ => null,
    };
}
