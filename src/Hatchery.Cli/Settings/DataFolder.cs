using System.CommandLine;
using Hatchery.Server;

namespace Hatchery.Cli.Settings;

/// <summary>The folder that a server keeps everything in, and that other commands find it by.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="IsGiven">By <c>--data</c> or HATCHERY_DATA, not the default.</param>
sealed record DataFolder(string Path, bool IsGiven)
{
    public static readonly Option<string> Option = new("--data") { HelpName = "DIR", Description = "Folder of the server (./hatchery-data)." };

    public static DataFolder Read(SettingReader reader)
    {
        var given = reader.Text(Option);
        return new DataFolder(System.IO.Path.GetFullPath(given ?? new HatcheryOptions().DataFolder), given is not null);
    }

    /// <summary>What to add to a command so that it finds this folder: nothing for the default.</summary>
    public string Argument => IsGiven ? $" --data {ShellWord.Quote(Path)}" : "";
}
