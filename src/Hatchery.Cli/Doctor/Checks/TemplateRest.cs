namespace Hatchery.Cli.Doctor.Checks;

/// <summary>Whatever else the server has to say about the template, by the rules of docs/lint-rules.md.</summary>
static class TemplateRest
{
    public static readonly IReadOnlySet<string> Role = new HashSet<string> { "role-not-found", "role-without-policy", "role-not-trusting-iot" };

    public static readonly IReadOnlySet<string> Hook = new HashSet<string> { "hook-of-another-region", "hook-without-endpoint" };

    public static readonly IReadOnlySet<string> References =
        new HashSet<string> { "missing-group", "missing-type", "deprecated-type", "missing-billing-group", "missing-policy" };

    /// <summary>Said by a check of its own, from what the template says itself.</summary>
    const string Disabled = "template-disabled";

    public static readonly DoctorCheck Check = new("template-warnings", "Otherwise", Look) { Needs = [Template.Check] };

    /// <summary>Those of the server's findings that a check is about.</summary>
    public static IReadOnlyList<Finding> Of(Examination of, IReadOnlySet<string> rules, Verdict verdict) => [.. (of.TemplateWarnings ?? [])
        .Where(warning => rules.Contains(warning.Rule))
        .Select(warning => new Finding(verdict, $"{warning.Message} [{warning.Rule}]", warning.Fix))];

    static IReadOnlyList<Finding> Look(Examination of)
    {
        if (of.TemplateWarnings is not { } warnings)
        {
            return [Finding.Skipped("the server doesn't judge its templates")];
        }

        var rest = warnings.Select(warning => warning.Rule).Where(rule => rule != Disabled && !Role.Contains(rule) && !Hook.Contains(rule) && !References.Contains(rule)).ToHashSet();
        return rest.Count == 0 ? [Finding.Ok("no warnings")] : Of(of, rest, Verdict.Warning);
    }
}
