namespace Hatchery.Core.Templates;

/// <summary>The certificate that a registration brings with it: a CSR to sign, or a certificate of a registered CA. PEM texts, not yet read.</summary>
public abstract record NewCertificate
{
    public sealed record FromSigningRequest(string Pem) : NewCertificate;

    /// <param name="CaPem">Which CA signed it, where several share its name and key; else null.</param>
    public sealed record FromPem(string Pem, string? CaPem) : NewCertificate;
}
