using Hatchery.Cli.Commands;

namespace Hatchery.Cli;

/// <summary>The verbs, one file each in <c>Commands/</c>.</summary>
static class Program
{
    static Task<int> Main(string[] args) => CommandLine.RunAsync(
        args,
        Terminal.OfProcess(),
        ServeCommand.Create,
        QuickstartCommand.Create,
        EnvCommand.Create);
}
