namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>Why a certificate ownership token doesn't admit a request.</summary>
public static class TokenCauses
{
    public static readonly Cause Empty = new("token-empty", "The request has no certificate ownership token.",
        Seen.Rejected, "Send the certificateOwnershipToken of the create answer.", "the device");

    public static readonly Cause Misspelled = new("token-misspelled", "The request has no certificateOwnershipToken, but a member that looks like it.",
        Seen.Rejected, "Spell it certificateOwnershipToken.", "the device");

    public static readonly Cause TooLong = new("token-too-long", "The certificate ownership token is longer than any token is.",
        Seen.Rejected, "Send the token alone, unchanged.", "the device");

    public static readonly Cause Unknown = new("token-unknown", "The certificate ownership token is unknown.",
        Seen.Rejected, "Send the token unchanged to the server that gave it; else, or when its certificate was deleted, create a new certificate.", "the device");

    public static readonly Cause Expired = new("token-expired", "The certificate ownership token has expired: it lives one hour.",
        Seen.Rejected, "Call RegisterThing within an hour of create; else create a new certificate.", "the device");

    public static readonly Cause Used = new("token-used", "The certificate ownership token was used for another request.",
        Seen.Rejected, "Create a new certificate for each registration.", "the device");

    public static readonly Cause CertificateGone = new("token-certificate-gone", "The token's certificate does not exist any more.",
        Seen.Rejected, "Create a new certificate.", "the device, or whoever deleted it");

    public static readonly Cause CertificateClaimed = new("token-certificate-claimed", "The token's certificate is no longer PENDING_ACTIVATION.",
        Seen.Rejected, "Create a new certificate.", "the device, or whoever changed it");

    public static readonly Cause OfAnotherCertificate = new("token-of-another-certificate", "The template asks for another certificate than the token's.",
        Seen.Rejected, "Use {\"Ref\": \"AWS::IoT::Certificate::Id\"} as CertificateId in the template.", "the template's certificate resource");

    public static readonly CauseFamily Family = new("Ownership tokens",
        [Empty, Misspelled, TooLong, Unknown, Expired, Used, CertificateGone, CertificateClaimed, OfAnotherCertificate]);
}
