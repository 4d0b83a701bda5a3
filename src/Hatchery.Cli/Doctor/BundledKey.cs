using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Cli.Doctor;

/// <summary>A private key in a claim folder.</summary>
/// <param name="File">Its name, without the folder.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo of its public half; null when the key can't be read.</param>
/// <param name="WhyNot">Why it can't.</param>
sealed record BundledKey(string File, string Pem, byte[]? PublicKey, string? WhyNot)
{
    public static BundledKey Read(string file, string label, string pem)
    {
        if (label == "ENCRYPTED PRIVATE KEY" || pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            return new BundledKey(file, pem, null, "is encrypted by a passphrase, which devices don't have");
        }

        try
        {
            return new BundledKey(file, pem, PublicKeyOf(pem), null);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return new BundledKey(file, pem, null, $"is no RSA or EC private key: {e.Message}");
        }
    }

    public bool BelongsTo(X509Certificate2 certificate) => PublicKey is not null && certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(PublicKey);

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => File;

    static byte[] PublicKeyOf(string pem)
    {
        using var ec = ECDsa.Create();
        try
        {
            ec.ImportFromPem(pem);
            return ec.ExportSubjectPublicKeyInfo();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.ExportSubjectPublicKeyInfo();
        }
    }
}
