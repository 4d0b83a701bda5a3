using Hatchery.Core.Templates;
using Hatchery.Server.Api.Templates;

namespace Hatchery.Server.Api.CaCertificates;

/// <summary>By creation date, newest first unless asked otherwise.</summary>
static class ListCACertificates
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var template = request.Query("templateName");
        var page = Paging.ByMarker(request, new Validation().TemplateName("templateName", template));

        var cas = await services.Registry.ReadAsync(tx => tx.CaCertificates.List(template is null ? null : new TemplateName(template), page), ct);
        var response = new ListCACertificatesResponse(
            [.. cas.Items.Select(ca => new CaCertificateItem(services.CaArn(ca.Id), ca.Id.Value, CaLabel.StatusOf(ca), ca.CreatedAt))],
            Paging.Token(cas.Next));
        return ApiResponse.Json(response, CaCertificatesJson.Default.ListCACertificatesResponse);
    }
}

sealed record ListCACertificatesResponse(IReadOnlyList<CaCertificateItem> Certificates, string? NextMarker);

sealed record CaCertificateItem(string CertificateArn, string CertificateId, string Status, DateTimeOffset CreationDate);
