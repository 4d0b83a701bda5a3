namespace Hatchery.Cli.Doctor;

/// <summary>What a check saw, and what to do about it.</summary>
/// <param name="What">One line.</param>
/// <param name="Fix">One line; null where nothing is to be done.</param>
sealed record Finding(Verdict Verdict, string What, string? Fix = null)
{
    public static Finding Ok(string what) => new(Verdict.Ok, what);

    public static Finding Warning(string what, string fix) => new(Verdict.Warning, what, fix);

    public static Finding Problem(string what, string fix) => new(Verdict.Problem, what, fix);

    public static Finding Skipped(string why, string? fix = null) => new(Verdict.Skipped, why, fix);
}
