using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Hatchery.Server.Access;
using Hatchery.Server.Storage;

namespace Hatchery.Server.Backups;

/// <summary>
/// A backup in a file. Nothing in it is believed before it was compared: names against what a data folder holds, sizes and digests against
/// the manifest, and with a passphrase the manifest against its HMAC.
/// </summary>
public sealed class BackupFile : IDisposable
{
    const int ChunkBytes = 128 * 1024;

    /// <summary>A credentials file or a key: they are sealed and opened in memory.</summary>
    const int SecretBytesMax = 1024 * 1024;

    readonly string file;
    readonly ZipArchive archive;
    readonly byte[] manifestJson;
    BackupKey? key;

    BackupFile(string file, ZipArchive archive)
    {
        (this.file, this.archive) = (file, archive);
        manifestJson = ReadSmall(BackupManifest.Entry, BackupManifest.BytesMax) ?? throw new InvalidDataException("it has no manifest");
        Manifest = ParseManifest();
        CheckNames();
    }

    public BackupManifest Manifest { get; }

    /// <exception cref="InvalidDataException">It isn't a whole backup that this version can read; the message is one line.</exception>
    public static BackupFile Open(string file)
    {
        ZipArchive? opened = null;
        try
        {
            opened = ZipFile.OpenRead(file);
            return new BackupFile(file, opened);
        }
        catch (InvalidDataException e)
        {
            opened?.Dispose();
            throw new InvalidDataException(opened is null ? $"{file} isn't a whole backup: it was cut short, or is something else" : Message(file, e), e);
        }
    }

    /// <summary>Reads all of it and compares the digests: damage is found, without the passphrase.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public async Task CheckAsync(CancellationToken ct)
    {
        foreach (var member in Manifest.Members)
        {
            await ReadAsync(member, Stream.Null, ct);
        }
    }

    /// <summary>Needed before <see cref="WriteAsync"/> where there are secrets.</summary>
    /// <exception cref="InvalidDataException">The passphrase is wrong, or the manifest was changed.</exception>
    public void Unlock(Secret passphrase) => Reading(() =>
    {
        var opened = BackupKey.Open(passphrase, Manifest.Sealing!);
        var code = ReadSmall(BackupManifest.SealEntry, manifestJson.Length);
        key = code is not null && opened.IsAuthentic(manifestJson, code) ? opened : throw new InvalidDataException("its manifest was changed after it was made");
    });

    /// <summary>The content of one member as it was in the data folder.</summary>
    /// <exception cref="InvalidDataException">It is damaged or was changed; what was written is worth nothing.</exception>
    public async Task WriteAsync(BackupMember member, Stream target, CancellationToken ct)
    {
        if (!member.IsSealed)
        {
            await ReadAsync(member, target, ct);
            return;
        }

        using var bytes = new MemoryStream();
        await ReadAsync(member, bytes, ct);
        Reading(() => target.Write((key ?? throw new InvalidOperationException("The backup is locked")).Unseal(member.Path, bytes.ToArray())));
    }

    public void Dispose() => archive.Dispose();

    BackupManifest ParseManifest()
    {
        try
        {
            using var head = JsonDocument.Parse(manifestJson);
            if (head.RootElement.GetProperty("format").GetInt32() > BackupManifest.FormatNow)
            {
                throw new InvalidDataException("a newer version made it; restore it with that");
            }

            var manifest = BackupManifest.Parse(manifestJson);
            foreach (var (database, part) in DataFolder.Databases)
            {
                if (manifest.Schemas.GetValueOrDefault(database) is var schema && schema > Migrator.Newest(part))
                {
                    throw new InvalidDataException($"Hatchery {manifest.Origin.Version} made it, whose {database} is newer (schema {schema}) than this version knows ({Migrator.Newest(part)}); restore it with that");
                }
            }

            return manifest;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException("its manifest can't be read", e);
        }
    }

    void CheckNames()
    {
        var expected = new HashSet<string> { BackupManifest.Entry };
        if (Manifest.HasKeys)
        {
            expected.Add(BackupManifest.SealEntry);
        }

        var paths = new HashSet<string>();
        foreach (var member in Manifest.Members)
        {
            var isSealedRightly = !member.IsSealed || (Manifest.HasKeys && member.Bytes <= SecretBytesMax);
            if (!FolderContents.MayHold(member.Path) || !paths.Add(member.Path) || !expected.Add(member.Entry) || member.Bytes < 0 || !isSealedRightly)
            {
                throw new InvalidDataException($"its manifest names '{member.Path}', which no data folder holds so");
            }
        }

        if (!paths.Contains(DataFolder.RegistryFile))
        {
            throw new InvalidDataException($"it holds no {DataFolder.RegistryFile}");
        }

        foreach (var entry in archive.Entries)
        {
            if (!expected.Remove(entry.FullName))
            {
                throw new InvalidDataException($"it holds '{entry.FullName}', which its manifest doesn't name");
            }
        }

        if (expected.Count > 0)
        {
            throw new InvalidDataException($"'{expected.First()}' is missing in it");
        }
    }

    /// <summary>Never more than the manifest announced, however much comes out of the archive.</summary>
    async Task ReadAsync(BackupMember member, Stream target, CancellationToken ct)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var left = member.Bytes;
        try
        {
            await using var content = await archive.GetEntry(member.Entry)!.OpenAsync(ct);
            var chunk = new byte[ChunkBytes];
            while (await content.ReadAsync(chunk, ct) is > 0 and var read)
            {
                left -= read;
                if (left < 0)
                {
                    break;
                }

                digest.AppendData(chunk, 0, read);
                await target.WriteAsync(chunk.AsMemory(0, read), ct);
            }
        }
        catch (InvalidDataException e)
        {
            throw Damaged(member, e);
        }

        if (left != 0 || Convert.ToHexStringLower(digest.GetHashAndReset()) != member.Sha256)
        {
            throw Damaged(member, inner: null);
        }
    }

    byte[]? ReadSmall(string name, int bytesMax)
    {
        if (archive.GetEntry(name) is not { } entry)
        {
            return null;
        }

        using var content = entry.Open();
        using var bytes = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        while (content.Read(chunk) is > 0 and var read)
        {
            bytes.Write(chunk, 0, read);
            if (bytes.Length > bytesMax)
            {
                throw new InvalidDataException($"its {name} is too large");
            }
        }

        return bytes.ToArray();
    }

    void Reading(Action read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(Message(file, e), e);
        }
    }

    InvalidDataException Damaged(BackupMember member, Exception? inner) => new($"{file} can't be used: {member.Path} in it is damaged", inner);

    static string Message(string file, InvalidDataException e) => $"{file} can't be used: {e.Message}";
}
