using System.Text;

namespace Hatchery.Cli.Backups;

/// <summary>Asks on the terminal for what nobody should see.</summary>
static class SecretPrompt
{
    /// <exception cref="FailureException">Ctrl-C.</exception>
    public static string Ask(string question)
    {
        var typed = new StringBuilder();
        Console.Error.Write(question);
        Console.TreatControlCAsInput = true;
        try
        {
            while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
            {
                switch (key)
                {
                    case { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }:
                        throw new FailureException("stopped");
                    case { Key: ConsoleKey.Backspace }:
                        typed.Length = Math.Max(0, typed.Length - 1);
                        break;
                    case { KeyChar: >= ' ' }:
                        typed.Append(key.KeyChar);
                        break;
                }
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
            Console.Error.WriteLine();
        }

        return typed.ToString();
    }
}
