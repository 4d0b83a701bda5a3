using System.Text.Json;
using Hatchery.Server.Tests.Api.Certificates;

namespace Hatchery.Server.Tests.Api;

static class ApiServerCertificates
{
    /// <summary>Registers a fresh self-signed certificate.</summary>
    public static Task<Answer> RegisterCertificateAsync(this ApiServer api, string status = "INACTIVE") =>
        api.SendAsync("POST", "/certificate/register-no-ca", JsonSerializer.Serialize(new { certificatePem = CertificatesApiTests.NewCertificatePem(), status }));
}
