namespace Hatchery.Core.Certificates;

static class CertificateFactsParser
{
    public static CertificateFacts Parse(ReadOnlyMemory<byte> der) => throw new NotSupportedException();
}
