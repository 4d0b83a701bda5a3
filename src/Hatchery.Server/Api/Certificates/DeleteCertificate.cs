using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;

namespace Hatchery.Server.Api.Certificates;

/// <summary>Deletes a certificate that nothing holds on to. <c>forceDelete</c> lets policies be attached, but neither ACTIVE nor things.</summary>
static class DeleteCertificate
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var id = CertificateLabel.Read(request);
        var force = request.QueryFlag("forceDelete");
        var arn = services.CertificateArn(id);

        await services.Registry.TransactAsync(
            tx =>
            {
                var certificate = tx.Certificates.Find(id) ?? throw CertificateLabel.NotFound(id);
                if (certificate.Status == CertificateStatus.Active)
                {
                    throw new AwsError(AwsErrorCode.CertificateState, $"Certificate must be deactivated (not ACTIVE) before deletion. Id: {id}");
                }

                if (tx.Things.CountThingsOf(id) > 0)
                {
                    throw AwsError.DeleteConflict($"Things must be detached before deletion (arn: {arn})");
                }

                if (!force && tx.Policies.CountAttachedTo(PolicyTarget.Certificate(id)) > 0)
                {
                    throw AwsError.DeleteConflict($"Certificate policies must be detached before deletion (arn: {arn})");
                }

                return tx.Certificates.Delete(id);
            },
            ct);
        return ApiResponse.Empty;
    }
}
