namespace Hatchery.Cli;

/// <summary>One word of a POSIX shell.</summary>
static class ShellWord
{
    /// <summary>The text so that a shell reads it back as it is; left bare where it is harmless.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(IsHarmless) ? text : "'" + text.Replace("'", @"'\''") + "'";

    static bool IsHarmless(char c) => char.IsAsciiLetterOrDigit(c) || "_@%+=:,./-".Contains(c);
}
