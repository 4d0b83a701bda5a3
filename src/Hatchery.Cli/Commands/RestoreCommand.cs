using System.CommandLine;
using System.Text.Json.Nodes;
using Hatchery.Cli.Backups;
using Hatchery.Cli.Settings;
using Hatchery.Server.Backups;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery restore</c>: a data folder of a backup.</summary>
static class RestoreCommand
{
    static readonly Argument<string> FileArgument = new("FILE") { Description = "What 'hatchery backup' wrote." };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("restore", "Make a data folder of a backup. The folder must be empty, or not be there.")
        {
            FileArgument, DataFolder.Option, Passphrase.FileOption, JsonOption.Instance,
        };
        command.SetAction(async (parsed, _) =>
        {
            using var stop = new StopSignal();
            try
            {
                return await RunAsync(parsed, terminal, stop.Token);
            }
            catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
            {
                throw new FailureException("stopped");
            }
        });
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken ct)
    {
        var path = Path.GetFullPath(parsed.GetRequiredValue(FileArgument));
        var folder = DataFolder.Read(new SettingReader(parsed, terminal));
        using var backup = BackupFile.Open(path);
        if (backup.Manifest.HasKeys)
        {
            backup.Unlock(Passphrase.Existing(parsed, terminal));
        }

        await FolderRestore.RunAsync(backup, folder.Path, ct);
        new BackupReport(path, backup.Manifest).Print(
            parsed, terminal, new JsonObject { ["dataFolder"] = folder.Path, ["serve"] = Serve(folder, backup.Manifest.Origin, terminal) }, Lines(folder, backup.Manifest, terminal));
        return CommandLine.Done;
    }

    static IEnumerable<string> Lines(DataFolder folder, BackupManifest manifest, Terminal terminal)
    {
        yield return $"{folder.Path}  {manifest.Members.Count} files, as of {manifest.Created:yyyy-MM-dd HH:mm:ss}Z by Hatchery {manifest.Origin.Version}";
        if (!manifest.HasKeys)
        {
            yield return "The backup was made without keys. Before it is served, put back from where you keep them:";
            yield return "  ca/root-ca.key and ca/issuing-ca.key   without them remove ca/: new CAs are made, and every device needs the new root CA";
            yield return "  access-keys.key                        without it every access key but that in credentials ends";
            yield return "  credentials                            without it a new access key is made";
        }

        yield return $"Serve it with   {Serve(folder, manifest.Origin, terminal)}";
    }

    /// <summary>As the server was run: its names are in the certificate that devices check, region and account in every ARN.</summary>
    static string Serve(DataFolder folder, BackupOrigin origin, Terminal terminal)
    {
        var words = new List<string> { terminal.Invocation, $"serve{folder.Argument}" };
        if (origin is { Region: { } region, Account: { } account })
        {
            words.Add($"--region {ShellWord.Quote(region)} --account {ShellWord.Quote(account)}");
            words.AddRange(origin.Hostnames.Select(name => $"--hostname {ShellWord.Quote(name)}"));
        }

        return string.Join(' ', words);
    }
}
