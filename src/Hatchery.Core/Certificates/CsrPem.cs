using System.Security.Cryptography;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Certificates;

/// <summary>The PEM around a certificate signing request.</summary>
static class CsrPem
{
    /// <summary>RFC 7468 section 7; the second is what older tools write.</summary>
    static readonly string[] Labels = ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"];

    /// <summary>The DER of the one request in it.</summary>
    public static byte[] Decode(string pem)
    {
        if (pem.Length > Limits.CsrMax)
        {
            throw CertificateSigningRequest.Invalid($"it has {pem.Length} characters; at most {Limits.CsrMax} are allowed.", CsrCauses.TooLong);
        }

        if (!PemEncoding.TryFind(pem, out var fields))
        {
            throw CertificateSigningRequest.Invalid("it is no PEM; it must begin with -----BEGIN CERTIFICATE REQUEST-----.", CsrCauses.NotPem);
        }

        var label = pem[fields.Label];
        if (!Labels.Contains(label))
        {
            throw CertificateSigningRequest.Invalid($"it is a PEM of a {Shown(label)}, not of a CERTIFICATE REQUEST.{KeyWarning(label)}", CsrCauses.NotPem);
        }

        if (PemEncoding.TryFind(pem.AsSpan(fields.Location.End.Value), out var next))
        {
            var second = pem[fields.Location.End.Value..][next.Label];
            throw CertificateSigningRequest.Invalid($"a {Shown(second)} follows it; send the request alone.{KeyWarning(second)}", CsrCauses.NotPem);
        }

        return Convert.FromBase64String(pem[fields.Base64Data]);
    }

    static string Shown(string label) => label.Length switch
    {
        0 => "PEM without a label",
        <= 64 => label,
        _ => $"{label[..64]}...",
    };

    static string KeyWarning(string label) =>
        label.EndsWith("PRIVATE KEY", StringComparison.Ordinal) ? " A private key must never leave its device: make a new one." : "";
}
