using System.CommandLine;
using System.CommandLine.Parsing;

namespace Hatchery.Cli;

/// <summary>Says what is wrong with the arguments, and the likeliest cure, in one line.</summary>
static class Usage
{
    /// <exception cref="UsageException">The arguments don't parse.</exception>
    public static void Check(ParseResult parsed)
    {
        if (parsed.Errors.Count is 0)
        {
            return;
        }

        var command = parsed.CommandResult.Command;
        var help = command is RootCommand ? "hatchery --help" : $"hatchery {command.Name} --help";
        if (parsed.UnmatchedTokens is [var token, ..])
        {
            var isOption = token.StartsWith('-');
            var names = isOption ? command.Options.Select(option => option.Name) : command.Subcommands.Select(verb => verb.Name);
            var what = isOption ? "option" : command is RootCommand ? "command" : "argument";
            throw new UsageException($"unknown {what} '{token}'{Suggest(token, names)} ('{help}' lists them)");
        }

        throw new UsageException($"{(command is RootCommand ? "a command is missing" : Explain(parsed.Errors[0]))} (see '{help}')");
    }

    static string Explain(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Tokens: [] } option => $"{option.Option.Name} needs a value",
        OptionResult { Tokens.Count: > 1 } option => $"{option.Option.Name} takes one value, not {option.Tokens.Count}",
        _ => error.Message.TrimEnd('.'),
    };

    static string Suggest(string token, IEnumerable<string> names)
    {
        var nearest = names.MinBy(name => Distance(token, name));
        return nearest is not null && Distance(token, nearest) <= Math.Max(2, token.Length / 3) ? $", did you mean '{nearest}'?" : "";
    }

    // Levenshtein's: single letters added, dropped or changed.
    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
