using Hatchery.Core.Certificates;

namespace Hatchery.Core.Templates;

/// <summary>What a template says of the certificates that are made for its devices: ours, beside AWS's.</summary>
/// <param name="KeyType">Of key pairs that the server makes; a CSR brings its own.</param>
/// <param name="CertificateValidityDays">From the moment of issuing; null means AWS's end of all certificates, 2049-12-31.</param>
/// <param name="OlderCertificates">What becomes of a thing's older certificates once it is provisioned again.</param>
public sealed record TemplateSettings(
    DeviceKeyType KeyType, int? CertificateValidityDays, OlderCertificateAction OlderCertificates = OlderCertificateAction.Keep)
{
    /// <summary>As at AWS.</summary>
    public static readonly TemplateSettings Default = new(DeviceKeyType.Rsa2048, CertificateValidityDays: null);
}
