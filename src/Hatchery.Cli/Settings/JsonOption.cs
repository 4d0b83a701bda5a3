using System.CommandLine;

namespace Hatchery.Cli.Settings;

static class JsonOption
{
    /// <summary>Every command has it: JSON on stdout instead of text for people.</summary>
    public static readonly Option<bool> Instance = new("--json") { Description = "Print JSON, one value per line." };
}
