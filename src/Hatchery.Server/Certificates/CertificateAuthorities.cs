using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Server.Certificates;

/// <summary>
/// The server's two CAs, made at the first start and kept in the folder <c>ca</c>. They are apart on purpose: devices trust
/// the root, and were it above the device certificates too, any device could pose as the server towards the many clients that
/// don't check names.
/// </summary>
public sealed class CertificateAuthorities : IDisposable
{
    /// <summary>One attribute whose value looks like five: what every certificate that AWS IoT issues has as its issuer.</summary>
    const string IssuerName = "Amazon Web Services O=Amazon.com Inc. L=Seattle ST=Washington C=US";

    const int LifetimeYears = 20;

    CertificateAuthorities(CertificateAuthority root, CertificateAuthority issuing, string rootFile)
    {
        Root = root;
        Issuing = issuing;
        RootFile = rootFile;
    }

    /// <summary>Signs the server certificate; what devices trust.</summary>
    public CertificateAuthority Root { get; }

    /// <summary>Signs device certificates: the server's own, or the operator's.</summary>
    public CertificateAuthority Issuing { get; }

    /// <summary>The PEM file that goes onto devices.</summary>
    public string RootFile { get; }

    /// <exception cref="InvalidDataException">A file that is there can't be used.</exception>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static CertificateAuthorities LoadOrCreate(HatcheryOptions options, TimeProvider time)
    {
        var folder = Path.GetFullPath(Path.Combine(options.DataFolder, "ca"));
        var now = time.GetUtcNow();

        var rootName = new X500DistinguishedNameBuilder();
        rootName.AddCommonName("Hatchery Root CA");
        var rootFile = Path.Combine(folder, "root-ca.pem");
        var root = LoadOrCreate(rootFile, Path.Combine(folder, "root-ca.key"), rootName, now);

        if (options is { CaCertificateFile: { } certificateFile, CaKeyFile: { } keyFile })
        {
            return new CertificateAuthorities(root, new CertificateAuthority(PemFiles.Load(certificateFile, keyFile)), rootFile);
        }

        var issuerName = new X500DistinguishedNameBuilder();
        issuerName.AddOrganizationalUnitName(IssuerName);
        var issuing = LoadOrCreate(Path.Combine(folder, "issuing-ca.pem"), Path.Combine(folder, "issuing-ca.key"), issuerName, now);
        return new CertificateAuthorities(root, issuing, rootFile);
    }

    public void Dispose()
    {
        Root.Dispose();
        Issuing.Dispose();
    }

    static CertificateAuthority LoadOrCreate(string certificateFile, string keyFile, X500DistinguishedNameBuilder name, DateTimeOffset now)
    {
        if (!File.Exists(certificateFile))
        {
            Create(certificateFile, keyFile, name.Build(), now);
        }

        return new CertificateAuthority(PemFiles.Load(certificateFile, keyFile));
    }

    static void Create(string certificateFile, string keyFile, X500DistinguishedName name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));

        // A day back: the first devices may have slow clocks.
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(LifetimeYears));
        PemFiles.Save(certificateFile, keyFile, certificate, key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
