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
    public static Command Create(string name, string description, Terminal terminal, Func<ServerCall, Task<int>> run, params IReadOnlyList<Symbol> symbols)
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
            return await RunAsync(parsed, terminal, run, stop.Token);
        });
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, Func<ServerCall, Task<int>> run, CancellationToken ct)
    {
        var target = Target(DataFolder.Read(new SettingReader(parsed, terminal)), terminal);
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

    static ApiTarget Target(DataFolder folder, Terminal terminal) => FindTarget(folder, terminal)
        ?? throw new FailureException($"not running: no server on {folder.Path} (name its folder with --data, or set the variables of '{terminal.Invocation} env')");

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
