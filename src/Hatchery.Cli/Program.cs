using Hatchery.Cli;
using Hatchery.Cli.Commands;

// The verbs, one file each in Commands/.
return await CommandLine.RunAsync(args, Terminal.OfProcess(),
    ServeCommand.Create,
    QuickstartCommand.Create,
    EnvCommand.Create);
