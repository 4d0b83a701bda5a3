namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The thing type, groups and policies that the template names are there: it creates none of them.</summary>
static class References
{
    public static readonly DoctorCheck Check = new("references", "Names in it", Look) { Needs = [Template.Check] };

    static IReadOnlyList<Finding> Look(Examination of) => TemplateRest.Of(of, TemplateRest.References, Verdict.Problem) switch
    {
        _ when of.TemplateWarnings is null => [Finding.Skipped("the server doesn't judge its templates")],
        [] => [Finding.Ok("thing type, groups and policies are there")],
        var findings => findings,
    };
}
