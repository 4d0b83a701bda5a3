using Hatchery.Core.Certificates;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Api.Certificates;

static class IssuedCertificateRegistration
{
    /// <summary>Registers a certificate that an operator had issued: ACTIVE when asked for, else INACTIVE.</summary>
    public static Task<int> RegisterAsync(this ApiServices services, IssuedCertificate issued, bool setAsActive, CancellationToken ct)
    {
        var now = services.Time.GetUtcNow();
        var certificate = new DeviceCertificate
        {
            Id = issued.Id,
            Pem = issued.Pem,
            Status = setAsActive ? CertificateStatus.Active : CertificateStatus.Inactive,
            CreatedAt = now,
            ModifiedAt = now,
            NotBefore = issued.NotBefore,
            NotAfter = issued.NotAfter,
        };
        return services.Registry.TransactAsync(
            tx =>
            {
                tx.Certificates.Insert(certificate);
                return 0;
            },
            ct);
    }

    public static string CertificateArn(this ApiServices services, CertificateId id) => services.Account.IotArn("cert", id.Value);
}
