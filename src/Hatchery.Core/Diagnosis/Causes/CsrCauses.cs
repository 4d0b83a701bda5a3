namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>What is wrong with a CSR.</summary>
public static class CsrCauses
{
    public static readonly Cause Invalid = new("csr-invalid", "The certificate signing request can't be used.",
        Seen.Rejected, "Make it again as the message says: PKCS#10, PEM, RSA of 2048 bits or more or ECC P-256, P-384, P-521, signed with SHA-256 or better.", "the device");

    public static readonly Cause NotPem = new("csr-not-pem", "The certificate signing request is no PEM of a CERTIFICATE REQUEST.",
        Seen.Rejected, "Send the PEM text, begin and end line included; in JSON with its line ends escaped.", "the device");

    public static readonly Cause TooLong = new("csr-too-long", "The certificate signing request is too long.",
        Seen.Rejected, "Leave extensions and long subjects out.", "the device");

    public static readonly Cause Signature = new("csr-signature", "The signature of the certificate signing request does not match its key.",
        Seen.Rejected, "Sign it with the key that it holds.", "the device");

    public static readonly Cause Weak = new("csr-weak", "The key or the hash of the certificate signing request is too weak, or of a kind that isn't supported.",
        Seen.Rejected, "Use RSA of 2048 bits or more or ECC P-256, P-384, P-521, signed with SHA-256 or better.", "the device");

    public static readonly CauseFamily Family = new("Certificate signing requests",
        [Invalid, NotPem, TooLong, Signature, Weak]);
}
