using System.CommandLine;
using System.Text;
using Hatchery.Cli.Settings;
using Hatchery.Server;

namespace Hatchery.Cli.Tests;

/// <summary>A terminal that keeps what is written, with an environment of its own.</summary>
sealed class TestTerminal
{
    readonly StringBuilder output = new();
    readonly StringBuilder error = new();

    public TestTerminal(params (string Name, string Value)[] environment)
    {
        var variables = environment.ToDictionary(v => v.Name, v => v.Value);
        Terminal = new Terminal(new StringWriter(output), new StringWriter(error), variables.GetValueOrDefault, colour: false);
    }

    public Terminal Terminal { get; }

    public string Out => output.ToString();

    public string Error => error.ToString();

    /// <summary>Runs the real command line, with every verb.</summary>
    public Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(args, Terminal, Program.Verbs);

    /// <summary>What the options of serve amount to.</summary>
    public HatcheryOptions Read(params string[] args)
    {
        var command = new RootCommand();
        foreach (var option in ServerSettings.All)
        {
            command.Add(option);
        }

        return ServerSettings.Read(new SettingReader(command.Parse(args), Terminal));
    }
}
