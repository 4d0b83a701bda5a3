namespace Hatchery.Cli.Bulk;

/// <summary>Progress on stderr: a bar that is drawn over itself on a terminal, a plain line now and then otherwise.</summary>
sealed class ProgressBar(Terminal terminal, bool silent, TimeProvider time)
{
    const int Width = 30;

    static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    readonly long begun = time.GetTimestamp();
    long shown = time.GetTimestamp();

    public void Show(double part, int registered, int failed)
    {
        if (silent || time.GetElapsedTime(shown) < (terminal.ShowsProgress ? Redraw : PlainInterval))
        {
            return;
        }

        shown = time.GetTimestamp();
        var rate = (registered + failed) / Math.Max(0.001, time.GetElapsedTime(begun).TotalSeconds);
        var text = $"{part,4:0%}  {registered} registered, {failed} failed, {rate:0}/s";
        if (!terminal.ShowsProgress)
        {
            terminal.Error.WriteLine(text.TrimStart());
            return;
        }

        var filled = (int)(part * Width);
        terminal.Error.Write($"\r[{new string('#', filled)}{new string('.', Width - filled)}] {text}\e[K");
    }

    /// <summary>Takes the bar away; what follows is the result.</summary>
    public void Clear()
    {
        if (!silent && terminal.ShowsProgress)
        {
            terminal.Error.Write("\r\e[K");
        }
    }
}
