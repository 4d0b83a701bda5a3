using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Device;

namespace Hatchery.Cli.Doctor;

/// <summary>
/// A folder with what goes into firmware: claim certificate, its key, root CAs. Found by what the files hold, as quickstart, AWS's
/// console and people name them differently; where several fit, names with "claim" come first.
/// </summary>
sealed class ClaimBundle
{
    const int FilesMax = 200;
    const int FileBytesMax = 64 * 1024;

    readonly List<BundledCertificate> certificates = [];
    readonly List<BundledKey> keys = [];

    ClaimBundle(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Null when the folder holds none.</summary>
    public BundledCertificate? Certificate { get; private set; }

    /// <summary>The key of <see cref="Certificate"/>, or the likeliest when none belongs to it; null when the folder holds none.</summary>
    public BundledKey? Key { get; private set; }

    public IReadOnlyList<BundledCertificate> Roots { get; private set; } = [];

    /// <summary>Certificates that <see cref="Certificate"/> was preferred to.</summary>
    public IReadOnlyList<BundledCertificate> Others { get; private set; } = [];

    /// <exception cref="FailureException">There is no such folder.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static ClaimBundle Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new FailureException(File.Exists(folder) ? $"{folder} is a file; name the folder that holds the claim's files" : $"{folder}: no such folder");
        }

        var bundle = new ClaimBundle(folder);
        foreach (var file in Directory.EnumerateFiles(folder).Take(FilesMax).Order(StringComparer.Ordinal).Where(file => new FileInfo(file).Length <= FileBytesMax))
        {
            bundle.Add(Path.GetFileName(file), File.ReadAllBytes(file));
        }

        bundle.Choose();
        return bundle;
    }

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Call when <see cref="Key"/> belongs to <see cref="Certificate"/>.</summary>
    public DeviceCredentials Credentials() => new(Certificate!.Certificate.ExportCertificatePem(), Key!.Pem);

    void Add(string file, byte[] content)
    {
        // DER, such as AmazonRootCA1.cer: a SEQUENCE.
        if (content is [0x30, ..])
        {
            AddCertificate(file, content);
            return;
        }

        ReadOnlySpan<char> rest = System.Text.Encoding.Latin1.GetString(content);
        while (PemEncoding.TryFind(rest, out var found))
        {
            var pem = rest[found.Location].ToString();
            var label = rest[found.Label].ToString();
            if (label == "CERTIFICATE")
            {
                AddCertificate(file, Convert.FromBase64String(rest[found.Base64Data].ToString()));
            }
            else if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            {
                keys.Add(BundledKey.Read(file, label, pem));
            }

            rest = rest[found.Location.End..];
        }
    }

    void AddCertificate(string file, byte[] der)
    {
        try
        {
            certificates.Add(new BundledCertificate(file, X509CertificateLoader.LoadCertificate(der)));
        }
        catch (CryptographicException)
        {
            // Not a certificate after all; a claim that lacks one is said to.
        }
    }

    void Choose()
    {
        // A self-signed claim may call itself a CA; its key tells.
        var leaves = certificates.Where(certificate => !certificate.IsCa || KeyOf(certificate) is not null)
            .OrderByDescending(certificate => IsNamedClaim(certificate.File))
            .ThenByDescending(certificate => KeyOf(certificate) is not null)
            .ToList();
        Certificate = leaves.FirstOrDefault();
        Others = [.. leaves.Skip(1).Where(other => other.Id != Certificate!.Id && IsNamedClaim(other.File) == IsNamedClaim(Certificate.File))];
        Roots = [.. certificates.Except(leaves)];
        Key = Certificate is { } chosen && KeyOf(chosen) is { } own ? own : keys.OrderByDescending(key => IsNamedClaim(key.File)).FirstOrDefault();
    }

    BundledKey? KeyOf(BundledCertificate certificate) => keys.FirstOrDefault(key => key.BelongsTo(certificate.Certificate));

    static bool IsNamedClaim(string file) => file.Contains("claim", StringComparison.OrdinalIgnoreCase);
}
