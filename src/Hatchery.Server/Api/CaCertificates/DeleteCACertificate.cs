using Hatchery.Core;

namespace Hatchery.Server.Api.CaCertificates;

/// <summary>Deletes a CA that is INACTIVE. Certificates that it signed stay registered.</summary>
static class DeleteCACertificate
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var id = CaLabel.Read(request);
        await services.Registry.TransactAsync(
            tx => tx.CaCertificates.Existing(id).IsActive
                ? throw new AwsError(AwsErrorCode.CertificateState, $"CA certificate must be deactivated (not ACTIVE) before deletion. Id: {id}")
                : tx.CaCertificates.Delete(id),
            ct);
        return ApiResponse.Empty;
    }
}
