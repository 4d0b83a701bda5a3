namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The claim folder holds a certificate, within its dates.</summary>
static class ClaimCertificate
{
    public static readonly DoctorCheck Check = new("claim-certificate", "Certificate", of => [Look(of)]);

    static Finding Look(Examination of)
    {
        if (of.Claim is not { } bundle)
        {
            return Finding.Skipped("no claim folder is named", $"'{of.Invocation} doctor CLAIM-FOLDER' looks at the files that go into firmware.");
        }

        if (bundle.Certificate is not { } claim)
        {
            return Finding.Problem(
                $"{bundle.Folder} holds no claim certificate{(bundle.Roots is [] ? "" : ", only CA certificates")}",
                "Put the PEM files there: those of quickstart, of aws iot create-keys-and-certificate, or of AWS's console.");
        }

        var now = of.Time.GetUtcNow();
        if (now > claim.NotAfter)
        {
            return Finding.Problem($"{claim.File} expired at {claim.NotAfter:yyyy-MM-dd HH:mm} UTC", "Make a new claim; one of create-provisioning-claim lives for five minutes only.");
        }

        if (now < claim.NotBefore)
        {
            return Finding.Problem($"{claim.File} is valid only from {claim.NotBefore:yyyy-MM-dd HH:mm} UTC", "One of the clocks is wrong, or the certificate was made ahead of its time.");
        }

        return bundle.Others is [var other, ..]
            ? Finding.Warning($"{claim.File} was taken, and {other.File} is there too", "Keep one claim in a folder, or give its files names with 'claim'.")
            : Finding.Ok($"{claim.File}, {claim.ShortId}, until {claim.NotAfter:yyyy-MM-dd}");
    }
}
