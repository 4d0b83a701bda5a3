namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The provisioning role, as AWS would judge it.</summary>
static class Role
{
    public static readonly DoctorCheck Check = new("role", "Role", Look) { Needs = [Template.Check] };

    static IReadOnlyList<Finding> Look(Examination of) => TemplateRest.Of(of, TemplateRest.Role, Verdict.Warning) switch
    {
        [] => [Finding.Ok($"{of.Template!["provisioningRoleArn"]}")],
        var findings => findings,
    };
}
