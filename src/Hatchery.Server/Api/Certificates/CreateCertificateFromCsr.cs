using Hatchery.Core;
using Hatchery.Core.Certificates;

namespace Hatchery.Server.Api.Certificates;

/// <summary>Issues a certificate for a CSR. The same CSR twice gives two certificates.</summary>
static class CreateCertificateFromCsr
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var pem = request.Body(CertificatesJson.Default.CreateCertificateFromCsrRequest).CertificateSigningRequest;
        var setAsActive = request.QueryFlag("setAsActive");
        new Validation()
            .Required("certificateSigningRequest", pem)
            .Text("certificateSigningRequest", pem, pattern: null, 1, Limits.CsrMax)
            .ThrowIfAny();

        var issued = services.Issuer.IssueFor(Parse(pem!));
        await services.RegisterAsync(issued, setAsActive, ct);

        var response = new CreateCertificateFromCsrResponse(services.CertificateArn(issued.Id), issued.Id.Value, issued.Pem);
        return ApiResponse.Json(response, CertificatesJson.Default.CreateCertificateFromCsrResponse);
    }

    // InvalidCsr is the code on the provisioning topics; the API has no such code.
    static CertificateSigningRequest Parse(string pem)
    {
        try
        {
            return CertificateSigningRequest.Parse(pem);
        }
        catch (AwsError e) when (e.Code == AwsErrorCode.InvalidCsr)
        {
            throw AwsError.InvalidRequest(e.Message);
        }
    }
}

sealed record CreateCertificateFromCsrRequest(string? CertificateSigningRequest);

sealed record CreateCertificateFromCsrResponse(string CertificateArn, string CertificateId, string CertificatePem);
