namespace Hatchery.Server.Backups;

/// <summary>One file of a data folder, as a backup holds it.</summary>
/// <param name="Path">In the data folder, parts separated by '/'.</param>
/// <param name="Bytes">Of what the backup holds: for a sealed one, of the sealed bytes.</param>
/// <param name="Sha256">Of the same bytes, so that a backup can be checked without its passphrase.</param>
public sealed record BackupMember(string Path, long Bytes, string Sha256, bool IsSealed)
{
    const string SealedEnding = ".sealed";

    /// <summary>Its name in the archive.</summary>
    public string Entry => EntryOf(Path, IsSealed);

    public static string EntryOf(string path, bool isSealed) => isSealed ? path + SealedEnding : path;
}
