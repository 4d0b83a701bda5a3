namespace Hatchery.Cli;

/// <summary>Options that are planned: refused with one line, never ignored.</summary>
static class NotBuiltYet
{
    static readonly string[] Options = ["--aws-rates", "--database", "--nats", "--chaos"];

    /// <exception cref="UsageException">One of them is asked for, on the command line or by its variable.</exception>
    public static void Refuse(string[] args, Terminal terminal)
    {
        foreach (var option in Options)
        {
            if (args.Any(arg => arg == option || arg.StartsWith(option + "=", StringComparison.Ordinal) || arg.StartsWith(option + ":", StringComparison.Ordinal)))
            {
                throw new UsageException($"{option} is not built yet");
            }

            if (terminal.Variable(Settings.SettingReader.VariableOf(option)) is not null)
            {
                throw new UsageException($"{Settings.SettingReader.VariableOf(option)} is set, but {option} is not built yet");
            }
        }
    }
}
