using System.CommandLine;
using System.Globalization;

namespace Hatchery.Cli.Settings;

/// <summary>Reads a setting from the command line, else from its HATCHERY_... variable, and names the one it came from when it is wrong.</summary>
sealed class SettingReader(ParseResult parsed, Terminal terminal)
{
    /// <summary><c>--mqtt-port</c> is also <c>HATCHERY_MQTT_PORT</c>.</summary>
    public static string VariableOf(string option) => "HATCHERY_" + option[2..].Replace('-', '_').ToUpperInvariant();

    public string? Text(Option<string> option) =>
        IsGiven(option) ? parsed.GetValue(option) : terminal.Variable(VariableOf(option.Name));

    /// <summary>A variable that is not Hatchery's own.</summary>
    /// <exception cref="UsageException">Its value doesn't hold to the rule.</exception>
    public string? Foreign(string variable, Func<string, bool> rule, string wanted) => terminal.Variable(variable) is not { } text || rule(text)
        ? terminal.Variable(variable)
        : throw new UsageException($"{variable} must be {wanted}, not '{terminal.Variable(variable)}'");

    /// <exception cref="UsageException">The variable is neither true nor false.</exception>
    public bool Flag(Option<bool> option) => IsGiven(option)
        ? parsed.GetValue(option)
        : terminal.Variable(VariableOf(option.Name))?.ToLowerInvariant() switch
        {
            null or "0" or "false" => false,
            "1" or "true" => true,
            var other => throw Wrong(option, "true or false", other),
        };

    /// <summary>All values of a repeatable option; its variable separates them by commas.</summary>
    public IReadOnlyList<string> List(Option<string[]> option) => IsGiven(option)
        ? parsed.GetValue(option) ?? []
        : terminal.Variable(VariableOf(option.Name))?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <exception cref="UsageException">Not a port.</exception>
    public int Port(Option<string> option, int byDefault) => Text(option) switch
    {
        null => byDefault,
        var text when ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) => port,
        var text => throw Wrong(option, "a port from 0 (any free one) to 65535", text),
    };

    /// <exception cref="UsageException">Not a whole number within the bounds.</exception>
    public int Number(Option<string> option, int min, int max, int byDefault) => Text(option) switch
    {
        null => byDefault,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max => number,
        var text => throw Wrong(option, $"a whole number from {min} to {max}", text),
    };

    /// <exception cref="UsageException">The value doesn't pass.</exception>
    public string Checked(Option<string> option, string byDefault, Predicate<string> passes, string expected)
    {
        var text = Text(option) ?? byDefault;
        return passes(text) ? text : throw Wrong(option, expected, text);
    }

    public UsageException Wrong(Option option, string expected, string value) => new($"{Source(option)} must be {expected}, not '{value}'");

    /// <summary>The name by which the user set it.</summary>
    public string Source(Option option) => IsGiven(option) ? option.Name : VariableOf(option.Name);

    bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };
}
