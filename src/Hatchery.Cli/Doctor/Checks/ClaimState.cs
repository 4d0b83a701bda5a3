using System.Net;
using Hatchery.Cli.Aws;

namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The server knows the claim certificate, and it is ACTIVE: any other is refused before the first byte of MQTT.</summary>
static class ClaimState
{
    /// <summary>Longer than any of create-provisioning-claim, shorter than any other.</summary>
    static readonly TimeSpan ShortLived = TimeSpan.FromHours(1);

    public static readonly DoctorCheck Check = new("claim-state", "At the server", LookAsync) { Needs = [Api.Check, ClaimCertificate.Check] };

    static async Task<Finding> LookAsync(Examination of, CancellationToken ct)
    {
        var claim = of.Claim!.Certificate!;
        try
        {
            var answer = await of.Api!.IotAsync(HttpMethod.Get, $"/certificates/{claim.Id}", body: null, ct);
            var status = $"{answer["certificateDescription"]?["status"]}";
            return status switch
            {
                "ACTIVE" => Finding.Ok("registered and ACTIVE"),
                "REVOKED" => Finding.Problem($"the claim certificate {claim.ShortId} is REVOKED", "Somebody ended this claim: make a new one for the devices to come."),
                _ => Finding.Problem($"the claim certificate {claim.ShortId} is {status}: its connections are refused", $"aws iot update-certificate --new-status ACTIVE --certificate-id {claim.Id}"),
            };
        }
        catch (AwsApiException e) when (e.Status is HttpStatusCode.NotFound)
        {
            return claim.NotAfter - claim.NotBefore < ShortLived
                ? Finding.Skipped($"a temporary claim, until {claim.NotAfter:HH:mm:ss} UTC: no certificate of the registry")
                : Finding.Problem(
                    $"the server does not know {claim.File} ({claim.ShortId})",
                    $"Is it another server's? Else: aws iot register-certificate-without-ca --status ACTIVE --certificate-pem file://{of.Claim.PathOf(claim.File)}");
        }
        catch (AwsApiException e)
        {
            return Finding.Skipped($"the server doesn't say: {e.Message}");
        }
    }
}
