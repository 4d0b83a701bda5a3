using Hatchery.Core.Certificates;
using Hatchery.Server.Api.Certificates;

namespace Hatchery.Server.Api.CaCertificates;

static class DescribeCACertificate
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var id = CaLabel.Read(request);
        var ca = await services.Registry.ReadAsync(tx => tx.CaCertificates.Existing(id), ct);
        var response = new DescribeCACertificateResponse(Describe(ca, services), CaRegistrationConfig.Of(ca.Registration));
        return ApiResponse.Json(response, CaCertificatesJson.Default.DescribeCACertificateResponse);
    }

    static CaCertificateDescription Describe(CaCertificate ca, ApiServices services) => new(
        services.CaArn(ca.Id),
        ca.Id.Value,
        CaLabel.StatusOf(ca),
        ca.Pem,
        services.Account.AccountId,
        ca.CreatedAt,
        ca.AllowsAutoRegistration ? "ENABLE" : "DISABLE",
        ca.ModifiedAt,
        CustomerVersion: 1,
        GenerationId.Of(ca.Id.Value, ca.CreatedAt),
        new CertificateValidity(ca.NotBefore, ca.NotAfter),
        ca.Mode);
}

sealed record DescribeCACertificateResponse(CaCertificateDescription CertificateDescription, CaRegistrationConfig? RegistrationConfig);

sealed record CaCertificateDescription(
    string CertificateArn,
    string CertificateId,
    string Status,
    string CertificatePem,
    string OwnedBy,
    DateTimeOffset CreationDate,
    string AutoRegistrationStatus,
    DateTimeOffset LastModifiedDate,
    int CustomerVersion,
    string GenerationId,
    CertificateValidity Validity,
    string CertificateMode);
