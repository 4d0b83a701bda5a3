using Hatchery.Core;
using Hatchery.Core.Certificates;

namespace Hatchery.Server.Api.Certificates;

/// <summary>Sets a certificate's status. The registry's change ends the live sessions of one that leaves ACTIVE.</summary>
static class UpdateCertificate
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (id, status) = Together.Read(() => CertificateLabel.Read(request), () => NewStatus(request.Query("newStatus")));
        var now = services.Time.GetUtcNow();

        await services.Registry.TransactAsync(
            tx =>
            {
                var certificate = tx.Certificates.Find(id) ?? throw CertificateLabel.NotFound(id);

                // AWS: a revoked certificate can't be made active again.
                if (certificate.Status == CertificateStatus.Revoked && status != CertificateStatus.Revoked)
                {
                    throw new AwsError(AwsErrorCode.CertificateState, $"Certificate is revoked, which is final. Id: {id}");
                }

                return certificate.Status == status || tx.Certificates.SetStatus(id, status, now);
            },
            ct);
        return ApiResponse.Empty;
    }

    static CertificateStatus NewStatus(string? text)
    {
        new Validation()
            .Required("newStatus", text)
            .OneOf("newStatus", text, "ACTIVE", "INACTIVE", "REVOKED", "PENDING_TRANSFER", "REGISTER_INACTIVE", "PENDING_ACTIVATION")
            .ThrowIfAny();
        return CertificateStatusText.FromWire(text!) is { } status and (CertificateStatus.Active or CertificateStatus.Inactive or CertificateStatus.Revoked)
            ? status
            : throw AwsError.InvalidRequest($"The status {text} is the service's to set: newStatus must be ACTIVE, INACTIVE or REVOKED");
    }
}
