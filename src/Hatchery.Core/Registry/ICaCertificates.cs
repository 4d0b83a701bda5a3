using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Registry;

public interface ICaCertificates
{
    CaCertificate? Find(CertificateId id);

    /// <summary>All with that <see cref="CaCertificate.SubjectHash"/>, oldest first.</summary>
    IReadOnlyList<CaCertificate> WithSubject(string subjectHash);

    /// <exception cref="AwsError">ResourceAlreadyExistsException when the id is taken.</exception>
    void Insert(CaCertificate certificate);

    /// <summary>Replaces state, auto-registration, registration config and modification time.</summary>
    void Update(CaCertificate certificate);

    /// <summary>False when there is no such CA. The certificates it signed stay.</summary>
    bool Delete(CertificateId id);

    /// <summary>By creation; <paramref name="template"/> lists those whose registration config names it.</summary>
    Page<CaCertificate> List(TemplateName? template, PageRequest page);

    /// <summary>Device certificates that were registered as signed by a CA, by creation.</summary>
    Page<DeviceCertificate> CertificatesOf(CertificateId ca, PageRequest page);

    /// <summary>The account's registration code; null before the first was made.</summary>
    string? FindRegistrationCode();

    void SetRegistrationCode(string code);

    /// <summary>False when there was none.</summary>
    bool DeleteRegistrationCode();
}
