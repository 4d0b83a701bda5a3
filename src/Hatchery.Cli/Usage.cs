using System.CommandLine;
using System.CommandLine.Parsing;
using Hatchery.Core;

namespace Hatchery.Cli;

/// <summary>Says what is wrong with the arguments, and the likeliest cure, in one line.</summary>
static class Usage
{
    /// <exception cref="UsageException">The arguments don't parse.</exception>
    public static void Check(ParseResult parsed)
    {
        var mistaken = OptionsTakenForArguments(parsed);
        if (parsed.Errors.Count is 0 && mistaken is [])
        {
            return;
        }

        var command = parsed.CommandResult.Command;
        var help = command is RootCommand ? "hatchery --help" : $"{Path(parsed.CommandResult)} --help";
        if ((string[])[.. mistaken, .. parsed.UnmatchedTokens] is [var token, ..])
        {
            var isOption = token.StartsWith('-');
            var names = isOption ? command.Options.Select(option => option.Name) : command.Subcommands.Select(verb => verb.Name);
            var what = isOption ? "option" : command is RootCommand ? "command" : "argument";
            throw new UsageException($"unknown {what} '{token}'{Suggest(token.Split('=')[0], names)} ('{help}' lists them)");
        }

        throw new UsageException($"{(command is RootCommand ? "a command is missing" : Explain(parsed.Errors[0]))} (see '{help}')");
    }

    /// <summary>A mistyped option would pass as the name of a file where a command takes files; behind <c>--</c> it is meant so.</summary>
    static IReadOnlyList<string> OptionsTakenForArguments(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? []
        : [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).Where(value => value.StartsWith("--", StringComparison.Ordinal))];

    /// <summary>The command with those that it is part of: <c>hatchery bulk register</c>.</summary>
    static string Path(CommandResult result) => result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "hatchery";

    static string Explain(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Tokens: [] } option => $"{option.Option.Name} needs a value",
        OptionResult { Tokens.Count: > 1 } option => $"{option.Option.Name} takes one value, not {option.Tokens.Count}",
        _ => error.Message.TrimEnd('.'),
    };

    static string Suggest(string token, IEnumerable<string> names) => NearMiss.Of(token, names) is { } nearest ? $", did you mean '{nearest}'?" : "";
}
