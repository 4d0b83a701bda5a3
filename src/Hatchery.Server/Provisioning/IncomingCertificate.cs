using System.Security.Cryptography.X509Certificates;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Provisioning;

/// <summary>A certificate that a registration brings with it: just signed here, or presented.</summary>
/// <param name="Certificate">As it is to be registered: PENDING_ACTIVATION, so that the template's status applies.</param>
/// <param name="NeedsCa">Whether a registered CA must vouch for it.</param>
/// <param name="NamedCa">That CA, where the template says which.</param>
sealed record IncomingCertificate(DeviceCertificate Certificate, bool NeedsCa, CertificateId? NamedCa)
{
    public static IncomingCertificate Issued(IssuedCertificate issued, DateTimeOffset now)
    {
        var certificate = new DeviceCertificate
        {
            Id = issued.Id,
            Pem = issued.Pem,
            Status = CertificateStatus.PendingActivation,
            CreatedAt = now,
            ModifiedAt = now,
            NotBefore = issued.NotBefore,
            NotAfter = issued.NotAfter,
        };
        return new IncomingCertificate(certificate, NeedsCa: false, NamedCa: null);
    }

    /// <exception cref="AwsError">CertificateValidationException.</exception>
    public static IncomingCertificate Presented(string pem, string? caPem, DateTimeOffset now)
    {
        using var parsed = PresentedCertificate.Parse(pem);
        var named = caPem is null ? default(CertificateId?) : PresentedCertificate.IdOf(caPem);
        return new IncomingCertificate(PresentedCertificate.ToRegister(parsed, CertificateStatus.PendingActivation, now), NeedsCa: true, named);
    }

    /// <summary>The certificate, with the CA that vouches for it.</summary>
    /// <exception cref="AwsError">CertificateValidationException, CertificateConflictException or CertificateStateException.</exception>
    public DeviceCertificate ToInsert(IRegistryTransaction registry, DateTimeOffset now)
    {
        if (!NeedsCa)
        {
            return Certificate;
        }

        using var presented = X509Certificate2.CreateFromPem(Certificate.Pem);
        var ca = SigningCa.Demand(registry, presented, NamedCa, now);
        return Certificate with { CaCertificateId = ca.Id.Value, Mode = ca.Mode };
    }
}
