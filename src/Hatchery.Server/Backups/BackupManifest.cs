using System.Text.Json;

namespace Hatchery.Server.Backups;

/// <summary>What a backup holds. It is the archive's last member but its seal, so an archive that has one is whole.</summary>
/// <param name="Format">Of the archive, from 1.</param>
/// <param name="Schemas">The newest migration in each database, by file.</param>
/// <param name="Sealing">Null when the secrets were left out.</param>
public sealed record BackupManifest(
    int Format,
    DateTimeOffset Created,
    BackupOrigin Origin,
    IReadOnlyDictionary<string, int> Schemas,
    BackupSealing? Sealing,
    IReadOnlyList<BackupMember> Members)
{
    public const int FormatNow = 1;

    /// <summary>Its name in the archive.</summary>
    public const string Entry = "manifest.json";

    /// <summary>Of its HMAC by the passphrase's key; only where there is a passphrase.</summary>
    public const string SealEntry = "manifest.hmac";

    /// <summary>Some 400,000 files of buckets.</summary>
    public const int BytesMax = 64 * 1024 * 1024;

    public bool HasKeys => Sealing is not null;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupManifest);

    /// <exception cref="JsonException">It is none.</exception>
    public static BackupManifest Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, BackupJson.Default.BackupManifest) ?? throw new JsonException("The manifest is null");
}
