using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Server.Certificates;

/// <summary>A CA: its certificate, and its key to sign with.</summary>
public sealed class CertificateAuthority : IDisposable
{
    /// <summary>As long as AWS's: random 160 bits.</summary>
    const int SerialBytes = 20;

    readonly AsymmetricAlgorithm key;
    readonly X509SignatureGenerator generator;
    readonly Lock signing = new();

    /// <param name="certificate">With its private key, RSA or EC.</param>
    /// <exception cref="InvalidDataException">It is no CA certificate, or its key is of another kind.</exception>
    public CertificateAuthority(X509Certificate2 certificate)
    {
        if (!certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority))
        {
            throw new InvalidDataException($"The certificate '{certificate.Subject}' is no CA certificate: its basic constraints don't say CA:TRUE");
        }

        Certificate = certificate;
        (key, generator, Hash) = KeyOf(certificate);
        var keyIdentifier = certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()
            ?? new X509SubjectKeyIdentifierExtension(certificate.PublicKey, critical: false);
        AuthorityKeyIdentifier = X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(keyIdentifier);
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>The hash of its signatures, which requests to <see cref="Sign"/> must name.</summary>
    public HashAlgorithmName Hash { get; }

    /// <summary>The extension by which certificates name this CA as their issuer: the key identifier only.</summary>
    public X509AuthorityKeyIdentifierExtension AuthorityKeyIdentifier { get; }

    /// <summary>Signs a request as it stands, under a random serial number; the certificate's DER.</summary>
    public byte[] Sign(CertificateRequest request, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        Span<byte> serial = stackalloc byte[SerialBytes];
        RandomNumberGenerator.Fill(serial);
        serial[0] = Math.Max(serial[0], (byte)1);
        var algorithm = generator.GetSignatureAlgorithmIdentifier(Hash);
        var tbs = TbsCertificate.Encode(request, Certificate.SubjectName, serial, algorithm, notBefore, notAfter);

        // The framework's keys promise nothing about use by two threads at once. One at a time is still several thousand a
        // second, ten times what the handshakes around it allow.
        byte[] signature;
        lock (signing)
        {
            signature = generator.SignData(tbs, Hash);
        }

        var writer = new AsnWriter(AsnEncodingRules.DER, initialCapacity: tbs.Length + 512);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(tbs);
            writer.WriteEncodedValue(algorithm);
            writer.WriteBitString(signature);
        }

        return writer.Encode();
    }

    public void Dispose()
    {
        key.Dispose();
        Certificate.Dispose();
    }

    static (AsymmetricAlgorithm Key, X509SignatureGenerator Generator, HashAlgorithmName Hash) KeyOf(X509Certificate2 certificate)
    {
        if (certificate.GetECDsaPrivateKey() is { } ec)
        {
            var hash = ec.KeySize switch { <= 256 => HashAlgorithmName.SHA256, <= 384 => HashAlgorithmName.SHA384, _ => HashAlgorithmName.SHA512 };
            return (ec, X509SignatureGenerator.CreateForECDsa(ec), hash);
        }

        if (certificate.GetRSAPrivateKey() is { } rsa)
        {
            return (rsa, X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256);
        }

        throw new InvalidDataException($"The key of the CA certificate '{certificate.Subject}' is neither RSA nor EC");
    }
}
