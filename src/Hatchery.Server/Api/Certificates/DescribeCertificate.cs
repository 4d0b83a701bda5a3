using Hatchery.Core.Certificates;

namespace Hatchery.Server.Api.Certificates;

static class DescribeCertificate
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var id = CertificateLabel.Read(request);
        var certificate = await services.Registry.ReadAsync(tx => tx.Certificates.Find(id) ?? throw CertificateLabel.NotFound(id), ct);
        return ApiResponse.Json(new DescribeCertificateResponse(Describe(certificate, services)), CertificatesJson.Default.DescribeCertificateResponse);
    }

    static CertificateDescription Describe(DeviceCertificate certificate, ApiServices services) => new(
        services.CertificateArn(certificate.Id),
        certificate.Id.Value,
        certificate.CaCertificateId,
        certificate.Status.ToWire(),
        certificate.Pem,
        services.Account.AccountId,
        certificate.CreatedAt,
        certificate.ModifiedAt,
        CustomerVersion: 1,
        GenerationId.Of(certificate.Id.Value, certificate.CreatedAt),
        new CertificateValidity(certificate.NotBefore, certificate.NotAfter),
        certificate.Mode);
}

sealed record DescribeCertificateResponse(CertificateDescription CertificateDescription);

sealed record CertificateDescription(
    string CertificateArn,
    string CertificateId,
    string? CaCertificateId,
    string Status,
    string CertificatePem,
    string OwnedBy,
    DateTimeOffset CreationDate,
    DateTimeOffset LastModifiedDate,
    int CustomerVersion,
    string GenerationId,
    CertificateValidity Validity,
    string CertificateMode);

sealed record CertificateValidity(DateTimeOffset NotBefore, DateTimeOffset NotAfter);
