using System.CommandLine;
using Hatchery.Cli.Seed;
using Hatchery.Cli.Settings;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery quickstart</c>: from an empty folder to a provisioned device, step by step, then serves.</summary>
static class QuickstartCommand
{
    static readonly Option<bool> Once = new("--once") { Description = "End after the device instead of serving on." };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("quickstart", "Run the server, make a set-up, provision a device by it, and serve on. Takes the options of serve.") { Once, JsonOption.Instance };
        foreach (var option in ServerSettings.All)
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var reader = new SettingReader(parsed, terminal);
            var run = new QuickstartRun(
                ServerSettings.Read(reader), DataFolder.Read(reader), parsed.GetValue(Once), parsed.GetValue(JsonOption.Instance), terminal);
            return run.RunAsync();
        });
        return command;
    }
}
