using System.CommandLine;
using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Settings;
using Hatchery.Server;
using Hatchery.Server.Access;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery env</c>: what points AWS's tools at a running server, for <c>eval</c>.</summary>
static class EnvCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("env", "Print the exports that point aws at the running server.") { DataFolder.Option, JsonOption.Instance };
        command.SetAction(parsed => Run(DataFolder.Read(new SettingReader(parsed, terminal)), parsed.GetValue(JsonOption.Instance), terminal));
        return command;
    }

    /// <summary>The variables, in the order in which they are printed.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Variables(ServerInfo server, AccessKey key)
    {
        yield return new("AWS_ENDPOINT_URL", server.ApiUrl);
        yield return new("AWS_ACCESS_KEY_ID", key.Id);
        yield return new("AWS_SECRET_ACCESS_KEY", key.Secret.Reveal());
        yield return new("AWS_REGION", server.Region);
        yield return new("AWS_DEFAULT_REGION", server.Region);
        if (server.ApiUrl.StartsWith("https:", StringComparison.Ordinal))
        {
            yield return new("AWS_CA_BUNDLE", server.RootCaFile);
        }
    }

    static int Run(DataFolder folder, bool json, Terminal terminal)
    {
        if (!folder.IsGiven && !Directory.Exists(folder.Path))
        {
            throw new FailureException($"not running: there is no {folder.Path}; name the server's folder with --data");
        }

        var server = RunningServer.On(folder.Path)
            ?? throw new FailureException($"not running: no server on {folder.Path} (start one with '{terminal.Invocation} serve{folder.Argument}')");
        var variables = Variables(server, ServerKey.Of(server));
        if (json)
        {
            terminal.Out.WriteLine(new JsonObject(variables.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)v.Value))).ToJsonString());
            return CommandLine.Done;
        }

        foreach (var (name, value) in variables)
        {
            terminal.Out.WriteLine($"export {name}={ShellWord.Quote(value)}");
        }

        terminal.Error.WriteLine("hatchery: aws v2 before 2.13 doesn't read AWS_ENDPOINT_URL; give it --endpoint-url $AWS_ENDPOINT_URL");
        if (terminal.Variable("AWS_SESSION_TOKEN") is not null)
        {
            terminal.Error.WriteLine("hatchery: AWS_SESSION_TOKEN is set and belongs to another key; unset it");
        }

        return CommandLine.Done;
    }
}
