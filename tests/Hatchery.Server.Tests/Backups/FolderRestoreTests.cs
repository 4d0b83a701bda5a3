using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Hatchery.Server.Access;
using Hatchery.Server.Backups;

namespace Hatchery.Server.Tests.Backups;

/// <summary>A backup becomes a folder whole, or leaves nothing behind.</summary>
public sealed class FolderRestoreTests(BackedUpFolder backedUp) : IClassFixture<BackedUpFolder>
{
    const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    static int count;

    readonly string target = backedUp.InFolder($"restored-{Interlocked.Increment(ref count)}");

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_there_again_and_its_owners_only()
    {
        await RestoreAsync(backedUp.Backup);

        Assert.Equal(
            Relative(backedUp.Data).Where(file => file is not "lock" && !file.EndsWith("link", StringComparison.Ordinal)).Order(),
            Relative(target).Where(file => file is not "lock").Order());
        foreach (var file in Relative(target).Where(file => file is not "lock" && !file.EndsWith(".db", StringComparison.Ordinal)))
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(backedUp.Data, file), Ct), await File.ReadAllBytesAsync(Path.Combine(target, file), Ct));
        }

        Assert.All(
            Directory.GetFileSystemEntries(target, "*", SearchOption.AllDirectories),
            entry => Assert.Equal(UnixFileMode.None, OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(entry) & Others));
    }

    [Fact]
    public async Task A_server_starts_on_it_with_the_same_root_CA()
    {
        await RestoreAsync(backedUp.Backup);

        await using var host = await HatcheryHost.StartAsync(backedUp.Options with { DataFolder = target }, Ct);

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(backedUp.Data, "ca", "root-ca.pem"), Ct), await File.ReadAllTextAsync(host.Info.RootCaFile, Ct));
    }

    [Fact]
    public async Task An_empty_folder_that_is_there_is_filled()
    {
        Directory.CreateDirectory(Path.Combine(target, "lost+found"));

        await RestoreAsync(backedUp.Backup);

        Assert.True(File.Exists(Path.Combine(target, "hatchery.db")));
    }

    [Fact]
    public async Task No_secret_is_in_the_archive_in_clear()
    {
        using var archive = ZipFile.OpenRead(backedUp.Backup);
        var secrets = new[] { "credentials", "access-keys.key", "ca/root-ca.key", "ca/issuing-ca.key", "server/server.key" };
        Assert.All(secrets, secret => Assert.Null(archive.GetEntry(secret)));
        var texts = await Task.WhenAll(secrets.Select(secret => File.ReadAllTextAsync(Path.Combine(backedUp.Data, secret), Ct)));
        foreach (var entry in archive.Entries)
        {
            await using var content = await entry.OpenAsync(Ct);
            using var reader = new StreamReader(content, Encoding.Latin1);
            var text = await reader.ReadToEndAsync(Ct);
            Assert.All(texts, secret => Assert.DoesNotContain(secret.Trim().Split('\n')[^1], text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Without_keys_the_rest_is_restored_and_a_start_asks_for_them()
    {
        var file = await backedUp.WriteAsync(backedUp.InFolder("keyless.zip"), new BackupOrder(Passphrase: null, WithAttempts: false));
        using (var backup = BackupFile.Open(file))
        {
            Assert.False(backup.Manifest.HasKeys);
            await FolderRestore.RunAsync(backup, target, Ct);
        }

        Assert.Equal(["audit.db", "hatchery.db"], Directory.GetFiles(target, "*.db").Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetFiles(target, "*.key", SearchOption.AllDirectories));
        var refused = await Assert.ThrowsAsync<StartupException>(() => HatcheryHost.StartAsync(backedUp.Options with { DataFolder = target }, Ct));
        Assert.Contains("root-ca.key", refused.Message);

        // The keys from where the operator keeps them: it is the old server again.
        foreach (var key in new[] { "ca/root-ca.key", "ca/issuing-ca.key" })
        {
            File.Copy(Path.Combine(backedUp.Data, key), Path.Combine(target, key));
        }

        await using var host = await HatcheryHost.StartAsync(backedUp.Options with { DataFolder = target }, Ct);
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_left_alone()
    {
        Directory.CreateDirectory(target);
        await File.WriteAllTextAsync(Path.Combine(target, "notes.txt"), "mine", Ct);

        var refused = await Assert.ThrowsAsync<StartupException>(() => RestoreAsync(backedUp.Backup));

        Assert.Contains("isn't an empty folder", refused.Message);
        Assert.Equal([Path.Combine(target, "notes.txt")], Directory.GetFileSystemEntries(target));
    }

    [Fact]
    public async Task A_wrong_passphrase_is_named() =>
        Assert.EndsWith("wrong passphrase", (await Assert.ThrowsAsync<InvalidDataException>(() => RestoreAsync(backedUp.Backup, new Secret("incorrect")))).Message);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(-1)]
    public async Task A_file_that_was_cut_short_is_refused(int length)
    {
        var whole = await File.ReadAllBytesAsync(backedUp.Backup, Ct);
        var cut = backedUp.InFolder($"cut{length}.zip");
        await File.WriteAllBytesAsync(cut, whole[..(length < 0 ? whole.Length + length : length)], Ct);

        Assert.Contains("cut short", (await Assert.ThrowsAsync<InvalidDataException>(() => RestoreAsync(cut))).Message);
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_leaves_nothing_behind()
    {
        var whole = await File.ReadAllBytesAsync(backedUp.Backup, Ct);
        var random = new Random(7);
        for (var round = 0; round < 6; round++)
        {
            var at = random.Next(whole.Length);
            whole[at] ^= 0x10;
            var file = backedUp.InFolder($"flipped{round}.zip");
            await File.WriteAllBytesAsync(file, whole, Ct);
            whole[at] ^= 0x10;

            // A bit of what nothing depends on, such as a member's time, may pass; then the folder is right all the same.
            if (await Record.ExceptionAsync(() => RestoreAsync(file)) is { } e)
            {
                Assert.True(e is InvalidDataException, e.ToString());
                Assert.DoesNotContain('\n', e.Message);
                Assert.False(Directory.Exists(target));
                continue;
            }

            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(backedUp.Data, "credentials"), Ct), await File.ReadAllTextAsync(Path.Combine(target, "credentials"), Ct));
            Directory.Delete(target, recursive: true);
        }
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/etc/evil")]
    [InlineData("buckets/../../evil")]
    [InlineData("buckets//evil")]
    [InlineData("server.json")]
    [InlineData("restoring/evil")]
    public async Task A_path_outside_of_what_a_folder_holds_is_refused(string path)
    {
        var file = backedUp.Changed($"path-{Uri.EscapeDataString(path)}", archive =>
        {
            Edit(archive, manifest => manifest["members"]![0]!["path"] = path);
            Rename(archive, "hatchery.db", path);
        });

        Assert.Contains($"names '{path}'", (await Assert.ThrowsAsync<InvalidDataException>(() => RestoreAsync(file))).Message);
    }

    [Fact]
    public async Task More_than_the_manifest_announces_is_not_unpacked()
    {
        // Eight mebibytes of zeros take a few kilobytes packed; 100 bytes are announced.
        var file = backedUp.Changed("bomb", archive =>
        {
            Edit(archive, manifest => manifest["members"]![0]!["bytes"] = 100);
            archive.GetEntry("hatchery.db")!.Delete();
            using var bomb = archive.CreateEntry("hatchery.db").Open();
            bomb.Write(new byte[8 * 1024 * 1024]);
        });
        using var backup = BackupFile.Open(file);
        using var written = new MemoryStream();

        Assert.Contains("hatchery.db in it is damaged", (await Assert.ThrowsAsync<InvalidDataException>(() => backup.WriteAsync(backup.Manifest.Members[0], written, Ct))).Message);
        Assert.True(written.Length <= 100);
    }

    [Fact]
    public async Task A_member_and_its_manifest_changed_together_are_noticed()
    {
        var file = backedUp.Changed("both", archive => Edit(archive, manifest => manifest["members"]![0]!["sha256"] = new string('0', 64)));

        Assert.Contains("manifest was changed", (await Assert.ThrowsAsync<InvalidDataException>(() => RestoreAsync(file))).Message);
    }

    [Theory]
    [InlineData("format", "a newer version made it")]
    [InlineData("schema", "is newer (schema 9999)")]
    public async Task One_of_a_newer_version_is_left_to_that(string newer, string message)
    {
        var file = backedUp.Changed(newer, archive => Edit(archive, manifest =>
        {
            if (newer == "format")
            {
                manifest["format"] = 2;
                return;
            }

            manifest["schemas"]!["hatchery.db"] = 9999;
        }));

        Assert.Contains(message, (await Assert.ThrowsAsync<InvalidDataException>(() => RestoreAsync(file))).Message);
        Assert.False(Directory.Exists(target));
    }

    [Fact]
    public async Task More_than_there_is_room_for_is_refused_before_anything_is_written()
    {
        var file = backedUp.Changed("large", archive => Edit(archive, manifest => manifest["members"]![0]!["bytes"] = 1L << 60));
        using var backup = BackupFile.Open(file);

        Assert.Contains("too little room", (await Assert.ThrowsAsync<StartupException>(() => FolderRestore.RunAsync(backup, target, Ct))).Message);
        Assert.False(Directory.Exists(target));
    }

    [Fact]
    public async Task A_restore_that_was_killed_halfway_is_not_served()
    {
        Directory.CreateDirectory(Path.Combine(target, "restoring"));

        var refused = await Assert.ThrowsAsync<StartupException>(() => HatcheryHost.StartAsync(backedUp.Options with { DataFolder = target }, Ct));

        Assert.Contains("broke off halfway", refused.Message);
    }

    async Task RestoreAsync(string file, Secret? passphrase = null)
    {
        using var backup = BackupFile.Open(file);
        backup.Unlock(passphrase ?? BackedUpFolder.Passphrase);
        await FolderRestore.RunAsync(backup, target, Ct);
    }

    static void Edit(ZipArchive archive, Action<JsonNode> edit)
    {
        JsonNode manifest;
        using (var content = archive.GetEntry("manifest.json")!.Open())
        {
            manifest = JsonNode.Parse(content)!;
        }

        edit(manifest);
        archive.GetEntry("manifest.json")!.Delete();
        using var changed = archive.CreateEntry("manifest.json").Open();
        changed.Write(Encoding.UTF8.GetBytes(manifest.ToJsonString()));
    }

    static void Rename(ZipArchive archive, string from, string to)
    {
        archive.GetEntry(from)!.Delete();
        using var content = archive.CreateEntry(to).Open();
        content.Write("evil"u8);
    }

    static IEnumerable<string> Relative(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file));
}
