using System.Text.Json.Nodes;

namespace Hatchery.Cli.Seed;

/// <summary>Prints steps as they are done, with a tick and the time each took: aligned for people, or a JSON object per line.</summary>
sealed class StepList(Terminal terminal, bool json, TimeProvider time)
{
    const int LabelWidth = 24;
    const int WhatWidth = 34;

    public void Heading(string text)
    {
        if (!json)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine(terminal.Bold(text));
        }
    }

    /// <summary>Runs a step and prints it.</summary>
    /// <param name="label">What is done, in a few words.</param>
    public async Task RunAsync(string label, Func<Task<StepOutcome>> step)
    {
        var begun = time.GetTimestamp();
        StepOutcome outcome;
        try
        {
            outcome = await step();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new StepFailure(label, e);
        }

        Done(label, outcome, time.GetElapsedTime(begun));
    }

    public void Done(string label, StepOutcome outcome, TimeSpan elapsed)
    {
        if (json)
        {
            WriteJson(label, outcome.AlreadyThere ? "alreadyThere" : "done", elapsed, outcome.What);
            return;
        }

        var took = outcome.AlreadyThere ? "already there" : Time(elapsed);
        terminal.Out.WriteLine($"  {terminal.Green("✓")} {label,-LabelWidth}{Shorten(outcome.What),-WhatWidth}{terminal.Faint($"{took,14}")}");
        terminal.Out.Flush();
    }

    /// <param name="cure">What the reader can do about it.</param>
    public void Failed(string label, string reason, string cure)
    {
        if (json)
        {
            WriteJson(label, "failed", elapsed: null, reason);
            return;
        }

        terminal.Out.WriteLine($"  {terminal.Red("✗")} {label,-LabelWidth}{reason.ReplaceLineEndings(" ")}");
        terminal.Out.WriteLine($"    {cure}");
        terminal.Out.Flush();
    }

    void WriteJson(string label, string status, TimeSpan? elapsed, string detail)
    {
        var line = new JsonObject { ["step"] = label, ["status"] = status, ["detail"] = detail };
        if (elapsed is { } time)
        {
            line["milliseconds"] = Math.Round(time.TotalMilliseconds, 1);
        }

        terminal.Out.WriteLine(line.ToJsonString());
        terminal.Out.Flush();
    }

    // A certificate id is 64 digits; the first twelve tell it apart.
    static string Shorten(string what) => what.Length is 64 && what.All(char.IsAsciiHexDigit) ? what[..12] + "…" : what;

    static string Time(TimeSpan elapsed) =>
        elapsed.TotalSeconds < 1 ? $"{elapsed.TotalMilliseconds:0} ms" : $"{elapsed.TotalSeconds:0.0} s";
}
