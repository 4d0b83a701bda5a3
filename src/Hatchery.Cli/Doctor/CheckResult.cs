namespace Hatchery.Cli.Doctor;

/// <summary>A check that was done, or not.</summary>
/// <param name="Section">The heading it stands under.</param>
/// <param name="Lacking">The first check whose failure left this one nothing to look at; null when it was done.</param>
sealed record CheckResult(string Section, DoctorCheck Check, IReadOnlyList<Finding> Findings, DoctorCheck? Lacking = null)
{
    /// <summary>The gravest of its findings.</summary>
    public Verdict Verdict
    {
        get
        {
            if (Findings.Any(finding => finding.Verdict == Verdict.Problem))
            {
                return Verdict.Problem;
            }

            return Findings.Any(finding => finding.Verdict == Verdict.Warning) ? Verdict.Warning : Findings[0].Verdict;
        }
    }
}
