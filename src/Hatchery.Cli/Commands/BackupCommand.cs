using System.CommandLine;
using System.Text.Json.Nodes;
using Hatchery.Cli.Backups;
using Hatchery.Cli.Settings;
using Hatchery.Server.Access;
using Hatchery.Server.Backups;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery backup</c>: everything a server keeps, in one file. A running server makes it; a folder without one is read here.</summary>
static class BackupCommand
{
    static readonly Argument<string> FileArgument = new("FILE") { Description = "The backup, a zip archive. What is there is replaced once the new one is whole." };
    static readonly Option<bool> WithoutKeys = new("--without-keys") { Description = "Leave out the keys of the CAs, the access keys and the credentials instead of sealing them." };
    static readonly Option<bool> WithoutAttempts = new("--without-attempts") { Description = "Leave out the provisioning attempts." };

    public static Command Create(Terminal terminal) => AskCommand.Create(
        "backup",
        "Write everything a server keeps into one file, while it runs.",
        terminal,
        FromServerAsync,
        FromFolderAsync,
        FileArgument,
        Passphrase.FileOption,
        WithoutKeys,
        WithoutAttempts);

    static Task<int> FromServerAsync(ServerCall call)
    {
        var order = Order(call.Parsed, call.Terminal);
        var body = new JsonObject
        {
            ["passphrase"] = order.Passphrase?.Reveal(),
            ["withoutKeys"] = order.Passphrase is null,
            ["withoutAttempts"] = !order.WithAttempts,
        };
        return WriteAsync(stream => call.Api.DownloadAsync("backup", body, stream, call.Ct), call.Parsed, call.Terminal, call.Ct);
    }

    /// <summary>Null when the folder is no server's.</summary>
    static async Task<int?> FromFolderAsync(ParseResult parsed, DataFolder folder, Terminal terminal, CancellationToken ct) => BackupMaker.IsDataFolder(folder.Path)
        ? await WriteAsync(stream => BackupMaker.WriteStoppedAsync(folder.Path, Order(parsed, terminal), stream, ct), parsed, terminal, ct)
        : null;

    static BackupOrder Order(ParseResult parsed, Terminal terminal)
    {
        Secret? passphrase = null;
        if (!parsed.GetValue(WithoutKeys))
        {
            passphrase = Passphrase.New(parsed, terminal);
        }
        else if (parsed.GetValue(Passphrase.FileOption) is not null)
        {
            throw new UsageException($"{WithoutKeys.Name} and {Passphrase.FileOption.Name} exclude each other");
        }

        return new BackupOrder(passphrase, !parsed.GetValue(WithoutAttempts));
    }

    static async Task<int> WriteAsync(Func<Stream, Task> write, ParseResult parsed, Terminal terminal, CancellationToken ct)
    {
        var path = Path.GetFullPath(parsed.GetRequiredValue(FileArgument));
        BackupManifest? manifest = null;
        using var file = new NewFile(path);
        var bytes = await file.WriteAsync(write, async written =>
        {
            using var backup = BackupFile.Open(written);
            await backup.CheckAsync(ct);
            manifest = backup.Manifest;
        }, terminal);

        new BackupReport(path, manifest!).Print(parsed, terminal, new JsonObject { ["bytes"] = bytes }, [
            $"{path}  {NewFile.Size(bytes)}, {manifest!.Members.Count} files, as of {manifest.Created:yyyy-MM-dd HH:mm:ss}Z",
            manifest.HasKeys
                ? "The keys in it are sealed by the passphrase: without it they are lost."
                : "The keys of the CAs, access-keys.key and credentials are not in it: keep them elsewhere.",
        ]);
        return CommandLine.Done;
    }
}
