using Hatchery.Core.Certificates;

namespace Hatchery.Server.Api.Certificates;

/// <summary>By creation date, newest first unless asked otherwise.</summary>
static class ListCertificates
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var page = Paging.ByMarker(request);
        var certificates = await services.Registry.ReadAsync(tx => tx.Certificates.List(page), ct);
        var response = new ListCertificatesResponse(
            [.. certificates.Items.Select(c => new CertificateItem(services.CertificateArn(c.Id), c.Id.Value, c.Status.ToWire(), c.Mode, c.CreatedAt))],
            Paging.Token(certificates.Next));
        return ApiResponse.Json(response, CertificatesJson.Default.ListCertificatesResponse);
    }
}

sealed record ListCertificatesResponse(IReadOnlyList<CertificateItem> Certificates, string? NextMarker);

sealed record CertificateItem(string CertificateArn, string CertificateId, string Status, string CertificateMode, DateTimeOffset CreationDate);
