using Hatchery.Cli.Aws;

namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The claim's policies let it connect under the client id.</summary>
static class ConnectRight
{
    public static readonly DoctorCheck Check = new("connect-right", "Connect", LookAsync) { Needs = [ClaimState.Check] };

    static async Task<Finding> LookAsync(Examination of, CancellationToken ct)
    {
        try
        {
            if (await Rights.WhyNotAsync(of, "iot:Connect", $"client/{of.ClientId}", ct) is not { } denial)
            {
                return Finding.Ok($"as {of.ClientId}");
            }

            return of.Asked.ClientId is null
                ? Finding.Warning($"not every client id may: {denial.What}", "Say with --client-id under which one devices connect.")
                : Finding.Problem(denial.What, denial.Fix);
        }
        catch (AwsApiException e)
        {
            return Rights.NotAsked(e);
        }
    }
}
