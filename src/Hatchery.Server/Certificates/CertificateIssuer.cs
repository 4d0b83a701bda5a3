using System.Security.Cryptography.X509Certificates;
using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Certificates;

/// <summary>
/// Issues device certificates that look like AWS's: names, serial, dates and extensions. They are short, without chain or
/// further extensions, because embedded clients hold one in 2 KiB.
/// </summary>
public sealed class CertificateIssuer(CertificateAuthority ca, KeyPool keys, TimeProvider time)
{
    static readonly TimeSpan Backdating = TimeSpan.FromMinutes(2);

    /// <summary>AWS: every certificate it issues ends at this moment.</summary>
    public static readonly DateTimeOffset NotAfter = new(2049, 12, 31, 23, 59, 59, TimeSpan.Zero);

    static readonly X500DistinguishedName SubjectWithoutCsr = CommonName("AWS IoT Certificate");
    static readonly X509BasicConstraintsExtension NoCa = new(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true);
    static readonly X509KeyUsageExtension SignsOnly = new(X509KeyUsageFlags.DigitalSignature, critical: true);

    /// <summary>A certificate for a key pair of the pool, subject <c>CN=AWS IoT Certificate</c>. Waits in order for a key.</summary>
    public ValueTask<IssuedCertificate> IssueWithKeysAsync(CancellationToken ct) => IssueWithKeysAsync(NotAfter, ct);

    /// <summary>The same with another end, cut to the whole second.</summary>
    public async ValueTask<IssuedCertificate> IssueWithKeysAsync(DateTimeOffset notAfter, CancellationToken ct) =>
        Issue(await keys.TakeAsync(ct), WholeSecond(notAfter));

    /// <summary>The same with the key type and the end that a template asks for. An EC pair is made at once, beside the pool.</summary>
    public async ValueTask<IssuedCertificate> IssueWithKeysAsync(TemplateSettings settings, CancellationToken ct) =>
        Issue(settings.KeyType == DeviceKeyType.Rsa2048 ? await keys.TakeAsync(ct) : DeviceKeyPair.GenerateEc(settings.KeyType), EndBy(settings, time.GetUtcNow()));

    /// <summary>A certificate for the key and subject of a checked CSR.</summary>
    public IssuedCertificate IssueFor(CertificateSigningRequest csr) => Issue(csr.Subject, csr.PublicKey, NotAfter);

    /// <summary>The same with the end that a template asks for.</summary>
    public IssuedCertificate IssueFor(CertificateSigningRequest csr, TemplateSettings settings) => Issue(csr.Subject, csr.PublicKey, EndBy(settings, time.GetUtcNow()));

    /// <summary>The end that a template asks for of a certificate issued now: never after AWS's.</summary>
    public static DateTimeOffset EndBy(TemplateSettings settings, DateTimeOffset now)
    {
        var end = settings.CertificateValidityDays is { } days ? WholeSecond(now.AddDays(days)) : NotAfter;
        return end < NotAfter ? end : NotAfter;
    }

    IssuedCertificate Issue(DeviceKeyPair pair, DateTimeOffset notAfter) =>
        Issue(SubjectWithoutCsr, pair.PublicKey, notAfter) with { PublicKeyPem = pair.PublicKeyPem, PrivateKeyPem = pair.PrivateKeyPem };

    IssuedCertificate Issue(X500DistinguishedName subject, PublicKey publicKey, DateTimeOffset notAfter)
    {
        var request = new CertificateRequest(subject, publicKey, ca.Hash);
        request.CertificateExtensions.Add(ca.AuthorityKeyIdentifier);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(publicKey, critical: false));
        request.CertificateExtensions.Add(NoCa);
        request.CertificateExtensions.Add(SignsOnly);

        var notBefore = WholeSecond(time.GetUtcNow() - Backdating);
        var certificate = ca.Sign(request, notBefore, notAfter);
        return new IssuedCertificate(CertificateId.Of(certificate), PemFiles.Text(certificate), notBefore, notAfter, PublicKeyPem: null, PrivateKeyPem: null);
    }

    /// <summary>Certificates carry whole seconds, and what is recorded of one is what it carries.</summary>
    static DateTimeOffset WholeSecond(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds());

    static X500DistinguishedName CommonName(string value)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(value);
        return name.Build();
    }
}
