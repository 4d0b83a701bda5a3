using System.Text;

namespace Hatchery.Cli;

/// <summary>
/// Holds the server's log back while steps are printed on the same terminal. A failure shows what was held; success drops it,
/// and from then on the log is written through. A log that goes to a file is never held.
/// </summary>
sealed class HeldLog : TextWriter
{
    const int CharactersMax = 64 * 1024;

    readonly TextWriter target;
    StringBuilder? held = new();

    HeldLog(TextWriter target) => this.target = target;

    public override Encoding Encoding => target.Encoding;

    /// <summary>Null when standard error is no terminal.</summary>
    public static HeldLog? OfProcess()
    {
        if (Console.IsErrorRedirected)
        {
            return null;
        }

        var log = new HeldLog(Console.Error);
        Console.SetError(log);
        return log;
    }

    /// <summary>A log of its own, for tests.</summary>
    public static HeldLog Before(TextWriter target) => new(target);

    /// <summary>Writes through from now on.</summary>
    public void Release(bool show)
    {
        lock (target)
        {
            if (show)
            {
                target.Write(held);
            }

            held = null;
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        lock (target)
        {
            if (held is null)
            {
                target.Write(value);
            }
            else if (held.Length < CharactersMax)
            {
                held.Append(value);
            }
        }
    }

    public override void Flush() => target.Flush();
}
