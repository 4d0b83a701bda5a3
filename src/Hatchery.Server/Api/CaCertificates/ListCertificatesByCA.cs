using Hatchery.Core.Certificates;
using Hatchery.Server.Api.Certificates;

namespace Hatchery.Server.Api.CaCertificates;

/// <summary>Device certificates that a registered CA signed; also those of one that was deleted since.</summary>
static class ListCertificatesByCA
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (ca, page) = Together.Read(() => CaLabel.Read(request), () => Paging.ByMarker(request));
        var certificates = await services.Registry.ReadAsync(tx => tx.CaCertificates.CertificatesOf(ca, page), ct);
        var response = new ListCertificatesByCAResponse(
            [.. certificates.Items.Select(c => new CertificateItem(services.CertificateArn(c.Id), c.Id.Value, c.Status.ToWire(), c.Mode, c.CreatedAt))],
            Paging.Token(certificates.Next));
        return ApiResponse.Json(response, CaCertificatesJson.Default.ListCertificatesByCAResponse);
    }
}

sealed record ListCertificatesByCAResponse(IReadOnlyList<CertificateItem> Certificates, string? NextMarker);
