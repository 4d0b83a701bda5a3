using System.Globalization;
using Hatchery.Core.Diagnosis;
using Hatchery.Server.Diagnosis;

namespace Hatchery.Cli.Commands;

/// <summary>An attempt as people read it: a headline, then a line for each step, and below the failed ones why and what to do.</summary>
sealed class AttemptTimeline(Terminal terminal, DateTimeOffset now)
{
    const int KindWidth = 19;
    const int OffsetWidth = 9;

    static readonly string Indent = new(' ', 2 + OffsetWidth + 4);

    public IEnumerable<string> Lines(Attempt attempt)
    {
        yield return Headline(attempt);
        if (Identity(attempt) is { Length: > 0 } identity)
        {
            yield return $"  {terminal.Faint(identity)}";
        }

        foreach (var step in attempt.Steps)
        {
            foreach (var line in Lines(step, attempt.StartedAt))
            {
                yield return line;
            }
        }

        if (attempt.StepsLeftOut > 0)
        {
            yield return $"  … {attempt.StepsLeftOut} further steps";
        }
    }

    /// <summary>One line for a list.</summary>
    public string Headline(Attempt attempt)
    {
        var outcome = AttemptJson.Word(attempt.Outcome).ToUpperInvariant();
        var painted = attempt.Outcome switch
        {
            AttemptOutcome.Succeeded or AttemptOutcome.Registered => terminal.Green(outcome),
            AttemptOutcome.Failed => terminal.Red(outcome),
            _ => terminal.Bold(outcome),
        };
        var cause = attempt.Cause is null ? "" : $" {attempt.Cause}";
        var times = attempt.Count > 1 ? $", {attempt.Count.ToString(CultureInfo.InvariantCulture)} times" : "";
        return $"{painted}{cause}  {terminal.Bold(Name(attempt))}  {Ago(attempt.UpdatedAt)}{times}  {terminal.Faint(attempt.Id.ToString())}";
    }

    static string Name(Attempt attempt) =>
        attempt.ThingName ?? attempt.ClientId ?? (attempt.CertificateId is { } certificate ? $"certificate {certificate[..12]}" : attempt.Address);

    static string Identity(Attempt attempt)
    {
        var parts = new List<string>();
        Add("from", attempt.Address);
        Add("client id", attempt.ClientId);
        Add("certificate", attempt.CertificateId?[..12]);
        Add("new certificate", attempt.NewCertificateId?[..12]);
        Add("template", attempt.Template);
        foreach (var (name, value) in attempt.Parameters.Take(4))
        {
            Add(name, value);
        }

        return string.Join(", ", parts);

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name} {Plain(value)}");
            }
        }
    }

    IEnumerable<string> Lines(AttemptStep step, DateTimeOffset start)
    {
        var kind = AttemptJson.Word(step.Kind).PadRight(KindWidth);
        var took = step.Milliseconds is { } milliseconds and >= 1 ? $" ({milliseconds.ToString("0", CultureInfo.InvariantCulture)} ms)" : "";
        var mark = step.IsOk ? terminal.Green("ok") : terminal.Red("no");
        var times = step.Count > 1 ? $", {step.Count.ToString(CultureInfo.InvariantCulture)} times, last {Ago(step.LastAt ?? step.At)}" : "";
        yield return $"  {Offset(step.At - start).PadLeft(OffsetWidth)}  {mark}  {kind} {Plain(step.Summary)}{took}{times}";
        if (step.Failure is not { } failure)
        {
            yield break;
        }

        yield return Detail("cause", $"{failure.Cause.Sentence} {terminal.Faint($"[{failure.Cause.Id}]")}");
        foreach (var evidence in Evidence(failure.Evidence))
        {
            yield return Detail("evidence", evidence);
        }

        yield return Detail("fix", $"{failure.Fix.What} {terminal.Faint($"({failure.Fix.Where})")}");
        yield return Detail("more", failure.Cause.Page);
    }

    string Detail(string name, string text) => $"{Indent}{terminal.Bold(name.PadRight(8))} {text}";

    static IEnumerable<string> Evidence(Evidence evidence)
    {
        if (evidence.Detail is { } detail)
        {
            yield return Plain(detail);
        }

        if (evidence.Action is { } action)
        {
            yield return Plain($"asked for {action} on {evidence.Resource}");
        }

        if (evidence.DeniedBy is { } deny)
        {
            yield return Plain($"denied by {deny}");
        }

        if (evidence.Nearest is { } nearest)
        {
            yield return Plain($"nearest is {nearest}: {evidence.WhyNot}");
        }

        if (evidence.JsonPath is { } path)
        {
            yield return Plain($"at {path}");
        }

        if (evidence.CertificateStatus is { } status)
        {
            yield return $"certificate status {status}";
        }
    }

    static string Offset(TimeSpan since)
    {
        var sign = since < TimeSpan.Zero ? "-" : "+";
        var length = since.Duration();
        var text = length switch
        {
            { TotalSeconds: < 60 } => $"{length.TotalSeconds:0.000}s",
            { TotalHours: < 1 } => $"{(int)length.TotalMinutes}m{length.Seconds:00}s",
            { TotalDays: < 1 } => $"{(int)length.TotalHours}h{length.Minutes:00}m",
            _ => $"{(int)length.TotalDays}d{length.Hours:00}h",
        };
        return sign + text;
    }

    string Ago(DateTimeOffset time)
    {
        var ago = now - time;
        return ago switch
        {
            { TotalSeconds: < 1 } => "now",
            { TotalSeconds: < 90 } => $"{(int)ago.TotalSeconds} s ago",
            { TotalMinutes: < 90 } => $"{(int)ago.TotalMinutes} min ago",
            { TotalHours: < 36 } => $"{(int)ago.TotalHours} h ago",
            _ => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>What devices sent must not move the cursor of whoever looks.</summary>
    static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
