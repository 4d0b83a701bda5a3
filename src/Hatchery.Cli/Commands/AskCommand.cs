using System.CommandLine;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Settings;

namespace Hatchery.Cli.Commands;

/// <summary>
/// The frame of every verb that asks a running server through its API. Which one: that of <c>--data</c>, else that of the
/// AWS_... variables (<c>hatchery env</c>), else that of the default folder.
/// </summary>
static class AskCommand
{
    /// <param name="run">Gives the exit code. A refusal of the API is said in one line, exit code 1.</param>
    public static Command Create(string name, string description, Terminal terminal, Func<ServerCall, Task<int>> run, params IReadOnlyList<Symbol> symbols) =>
        Create(name, description, terminal, run, static (_, _, _, _) => Task.FromResult<int?>(null), symbols);

    /// <inheritdoc cref="Create(string, string, Terminal, Func{ServerCall, Task{int}}, IReadOnlyList{Symbol})"/>
    /// <param name="runStopped">What the verb does on a folder whose server doesn't run; null when it can't.</param>
    public static Command Create(
        string name,
        string description,
        Terminal terminal,
        Func<ServerCall, Task<int>> run,
        Func<ParseResult, DataFolder, Terminal, CancellationToken, Task<int?>> runStopped,
        params IReadOnlyList<Symbol> symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            switch (symbol)
            {
                case Argument argument:
                    command.Add(argument);
                    break;
                case Option option:
                    command.Add(option);
                    break;
            }
        }

        command.Add(DataFolder.Option);
        command.Add(JsonOption.Instance);
        command.SetAction(async (parsed, _) =>
        {
            using var stop = new StopSignal();
            var folder = DataFolder.Read(new SettingReader(parsed, terminal));
            return FindTarget(folder, terminal) is { } target
                ? await RunAsync(target, parsed, terminal, run, stop.Token)
                : await runStopped(parsed, folder, terminal, stop.Token) ?? throw NotRunning(folder, terminal);
        });
        return command;
    }

    static async Task<int> RunAsync(ApiTarget target, ParseResult parsed, Terminal terminal, Func<ServerCall, Task<int>> run, CancellationToken ct)
    {
        using var api = new AwsApiClient(target, TimeProvider.System);
        try
        {
            return await run(new ServerCall(parsed, api, terminal, ct));
        }
        catch (AwsApiException e)
        {
            throw new FailureException(e.Message);
        }
        catch (HttpRequestException e)
        {
            throw new FailureException($"the API at {target.Url} can't be asked: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            throw new FailureException(ct.IsCancellationRequested ? "stopped" : $"the API at {target.Url} doesn't answer");
        }
    }

    static FailureException NotRunning(DataFolder folder, Terminal terminal) => new($"not running: no server on {folder.Path} (name its folder with --data, or set the variables of '{terminal.Invocation} env')");

    /// <summary>The server to ask; null when none is to be found.</summary>
    public static ApiTarget? FindTarget(DataFolder folder, Terminal terminal)
    {
        if (!folder.IsGiven && ApiTarget.FromEnvironment(terminal) is { } target)
        {
            return target;
        }

        return RunningServer.On(folder.Path) is { } server ? ApiTarget.Of(server) : null;
    }
}
