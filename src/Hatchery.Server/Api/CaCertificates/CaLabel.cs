using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Server.Api.Certificates;

namespace Hatchery.Server.Api.CaCertificates;

/// <summary>The CA's id in a path, its ARN, and what is said when there is none of that id.</summary>
static class CaLabel
{
    /// <param name="others">Checks of further members, to be told in one message with the label's.</param>
    public static CertificateId Read(ApiRequest request, Validation? others = null)
    {
        var id = request.Label("caCertificateId");
        (others ?? new Validation()).Text("caCertificateId", id, CertificateLabel.Pattern, 64, 64).ThrowIfAny();
        return new CertificateId(id.ToLowerInvariant());
    }

    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public static CaCertificate Existing(this ICaCertificates certificates, CertificateId id) =>
        certificates.Find(id) ?? throw AwsError.NotFound($"CA certificate not found. Id: {id}");

    public static string CaArn(this ApiServices services, CertificateId id) => services.Account.IotArn("cacert", id.Value);

    public static string StatusOf(CaCertificate ca) => ca.IsActive ? "ACTIVE" : "INACTIVE";
}
