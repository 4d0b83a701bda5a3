namespace Hatchery.Cli;

/// <summary>Where a command writes, and the environment it reads.</summary>
sealed class Terminal(TextWriter output, TextWriter error, Func<string, string?> variable, bool colour)
{
    public TextWriter Out => output;

    public TextWriter Error => error;

    /// <summary>Where answers to questions come from.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Asks for what nobody should see; null where there is nobody to ask.</summary>
    public Func<string, string>? AskSecret { get; init; }

    /// <summary>Whether stderr is a terminal, on which a line can be drawn again and again.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>How the program was called, for hints that people copy.</summary>
    public string Invocation => Variable("HATCHERY_INVOKED_AS") ?? "hatchery";

    /// <summary>Colours only on a terminal, and never against NO_COLOR (https://no-color.org).</summary>
    public static Terminal OfProcess()
    {
        var plain = Console.IsOutputRedirected
            || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
        return new Terminal(Console.Out, Console.Error, Environment.GetEnvironmentVariable, colour: !plain)
        {
            In = Console.In,
            AskSecret = Console.IsInputRedirected || Console.IsErrorRedirected ? null : Backups.SecretPrompt.Ask,
            ShowsProgress = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"),
        };
    }

    /// <summary>An environment variable; an empty one counts as unset.</summary>
    public string? Variable(string name) => variable(name) is { Length: > 0 } value ? value : null;

    public void Complain(string message) => error.WriteLine($"hatchery: {message.ReplaceLineEndings(" ")}");

    public string Green(string text) => Paint(text, "32");

    public string Red(string text) => Paint(text, "31");

    public string Yellow(string text) => Paint(text, "33");

    public string Bold(string text) => Paint(text, "1");

    public string Faint(string text) => Paint(text, "2");

    string Paint(string text, string code) => colour ? $"\e[{code}m{text}\e[0m" : text;
}
