using System.CommandLine;
using Hatchery.Cli.Settings;
using Hatchery.Server.Access;
using Hatchery.Server.Backups;

namespace Hatchery.Cli.Backups;

/// <summary>The passphrase of a backup: from a file, from HATCHERY_BACKUP_PASSPHRASE, or asked on a terminal. Never an argument, which any user of the machine could read.</summary>
static class Passphrase
{
    const string Variable = "HATCHERY_BACKUP_PASSPHRASE";
    const int FileBytesMax = 16 * 1024;

    public static readonly Option<string> FileOption = new("--passphrase-file")
    {
        HelpName = "FILE",
        Description = $"The passphrase is the first line of this file (else ${Variable}, else asked for on a terminal).",
    };

    /// <summary>For a new backup: long enough, and typed twice.</summary>
    /// <exception cref="UsageException">There is none, or it is too short or long.</exception>
    public static Secret New(ParseResult parsed, Terminal terminal)
    {
        var passphrase = Given(parsed, terminal) ?? Asked(terminal);
        return BackupOrder.FaultOf(passphrase) is { } fault ? throw new UsageException($"the passphrase {fault}") : new Secret(passphrase);
    }

    /// <summary>Of an existing backup.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static Secret Existing(ParseResult parsed, Terminal terminal) =>
        new(Given(parsed, terminal) ?? terminal.AskSecret?.Invoke("Passphrase of the backup: ") ?? throw Missing(""));

    static string? Given(ParseResult parsed, Terminal terminal) =>
        new SettingReader(parsed, terminal).Text(FileOption) is { } file ? FirstLineOf(file) : terminal.Variable(Variable);

    static string Asked(Terminal terminal)
    {
        var ask = terminal.AskSecret ?? throw Missing(", or --without-keys");
        var passphrase = ask("Passphrase for the keys in the backup: ");
        return ask("Once more: ") == passphrase ? passphrase : throw new UsageException("the two passphrases differ");
    }

    static string FirstLineOf(string file)
    {
        using var reader = File.OpenText(file);
        if (reader.BaseStream is { CanSeek: true, Length: > FileBytesMax })
        {
            throw new UsageException($"{file} is too large for a passphrase");
        }

        return reader.ReadLine() is { Length: > 0 } line ? line : throw new UsageException($"{file} has no passphrase in its first line");
    }

    static UsageException Missing(string or) => new($"a passphrase is needed: {FileOption.Name} FILE, {Variable}{or}");
}
