using System.CommandLine;
using Hatchery.Server;
using Hatchery.Server.Storage;

namespace Hatchery.Cli;

/// <summary>From arguments to an exit code: 0 done, 1 failed, 2 wrong usage. What goes wrong is said in one line on stderr.</summary>
static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    public static async Task<int> RunAsync(string[] args, Terminal terminal, params IEnumerable<Func<Terminal, Command>> verbs)
    {
        var root = new RootCommand("Fleet provisioning of your own, wire-compatible with AWS IoT Core's.");
        foreach (var create in verbs)
        {
            root.Add(create(terminal));
        }

        try
        {
            NotBuiltYet.Refuse(args, terminal);
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            Usage.Check(parsed);
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,   // StopSignal handles the signals
            });
        }
        catch (UsageException e)
        {
            terminal.Complain(e.Message);
            return WrongUsage;
        }
        catch (Exception e) when (e is FailureException or StartupException or IOException or UnauthorizedAccessException or InvalidDataException or StorageException)
        {
            terminal.Complain(e.Message);
            return Failed;
        }
    }
}
