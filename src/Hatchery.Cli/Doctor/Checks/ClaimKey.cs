namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The private key of the claim folder belongs to its certificate.</summary>
static class ClaimKey
{
    public static readonly DoctorCheck Check = new("claim-key", "Private key", of => [Look(of.Claim!)]) { Needs = [ClaimCertificate.Check] };

    static Finding Look(ClaimBundle bundle)
    {
        if (bundle.Key is not { } key)
        {
            return Finding.Problem($"{bundle.Folder} holds no private key", "Put the key there that was shown with the certificate; it is shown once, so a lost one means a new claim.");
        }

        if (key.WhyNot is { } why)
        {
            return Finding.Problem($"{key.File} {why}", "Put it there as PEM, in clear: openssl pkey -in FILE -out FILE.");
        }

        return key.BelongsTo(bundle.Certificate!.Certificate)
            ? Finding.Ok($"{key.File} belongs to {bundle.Certificate.File}")
            : Finding.Problem($"{key.File} is the key of another certificate than {bundle.Certificate.File}", "Find the pair that belongs together; a lost key can't be had again, so make a new claim.");
    }
}
