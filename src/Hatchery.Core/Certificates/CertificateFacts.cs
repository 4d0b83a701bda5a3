namespace Hatchery.Core.Certificates;

/// <summary>
/// What policy variables may read of a certificate: values by AWS's field name, e.g. <c>Subject.CommonName</c>,
/// <c>Issuer.OrganizationalUnit</c>, <c>Subject.AlternativeName.DNSName</c>, in the certificate's order and unescaped.
/// Source: AWS IoT "X.509 certificate policy variables".
/// </summary>
public sealed record CertificateFacts(CertificateId Id, string SerialNumberDecimal, IReadOnlyDictionary<string, IReadOnlyList<string>> Fields)
{
    /// <summary>Reads a certificate's DER.</summary>
    public static CertificateFacts Of(ReadOnlyMemory<byte> der) => CertificateFactsParser.Parse(der);
}
