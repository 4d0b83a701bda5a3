using Hatchery.Cli.Aws;

namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The claim's policies let it register by the template, and hear the answer.</summary>
static class ProvisionRights
{
    public static readonly DoctorCheck Check = new("provision-rights", "Register", LookAsync) { Needs = [ClaimState.Check, Template.Check] };

    static async Task<Finding> LookAsync(Examination of, CancellationToken ct)
    {
        try
        {
            var denied = await Rights.DeniedAsync(of, $"$aws/provisioning-templates/{of.TemplateName}/provision", "json", ct);
            return denied switch
            {
                [] => Finding.Ok($"by {of.TemplateName}"),
                _ when denied.FirstOrDefault(denial => !denial.IsReceive) is { } first => Finding.Problem(first.What, first.Fix),
                _ => Finding.Warning($"{denied[0].What}: at AWS the answer does not come", denied[0].Fix),
            };
        }
        catch (AwsApiException e)
        {
            return Rights.NotAsked(e);
        }
    }
}
