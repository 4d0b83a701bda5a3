using System.IO.Compression;
using System.Security.Cryptography;

namespace Hatchery.Server.Backups;

/// <summary>Adds files to an archive and remembers their digests for the manifest.</summary>
/// <param name="key">Null leaves secrets out.</param>
sealed class BackupWriter(ZipArchive archive, BackupKey? key)
{
    const int ChunkBytes = 128 * 1024;

    readonly List<BackupMember> members = [];
    readonly byte[] chunk = new byte[ChunkBytes];

    public void Add(string path, string file, bool isSecret, CancellationToken ct)
    {
        if (isSecret && key is null)
        {
            return;
        }

        try
        {
            if (isSecret)
            {
                Add(path, new MemoryStream(key!.Seal(path, File.ReadAllBytes(file))), isSealed: true, ct);
                return;
            }

            // Whoever writes to it may go on: of a report that grows, what the registry counts is there already.
            using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Add(path, content, isSealed: false, ct);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Taken out of its bucket since the folder was listed.
        }
    }

    /// <summary>Writes the manifest, and its authentication where there is a key.</summary>
    public void Finish(BackupManifest manifest, CancellationToken ct)
    {
        var json = (manifest with { Members = members }).ToJson();
        Copy(new MemoryStream(json), BackupManifest.Entry, CompressionLevel.Fastest, ct);
        if (key is not null)
        {
            Copy(new MemoryStream(key.Authenticate(json)), BackupManifest.SealEntry, CompressionLevel.NoCompression, ct);
        }
    }

    void Add(string path, Stream content, bool isSealed, CancellationToken ct)
    {
        var level = isSealed ? CompressionLevel.NoCompression : CompressionLevel.Fastest;
        var (bytes, digest) = Copy(content, BackupMember.EntryOf(path, isSealed), level, ct);
        members.Add(new BackupMember(path, bytes, Convert.ToHexStringLower(digest), isSealed));
    }

    (long Bytes, byte[] Digest) Copy(Stream content, string entry, CompressionLevel level, CancellationToken ct)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        using var target = archive.CreateEntry(entry, level).Open();
        while (content.Read(chunk) is > 0 and var read)
        {
            ct.ThrowIfCancellationRequested();
            digest.AppendData(chunk, 0, read);
            target.Write(chunk, 0, read);
            bytes += read;
        }

        return (bytes, digest.GetHashAndReset());
    }
}
