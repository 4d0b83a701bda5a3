using Hatchery.Core;
using Hatchery.Core.Certificates;

namespace Hatchery.Server.Api.Certificates;

/// <summary>The certificate id of a path, and what is said when there is none of that id.</summary>
static class CertificateLabel
{
    /// <summary>AWS IoT service model, CertificateId.</summary>
    public const string Pattern = "(0x)?[a-fA-F0-9]+";

    public static CertificateId Read(ApiRequest request)
    {
        var id = request.Label("certificateId");
        new Validation().Text("certificateId", id, Pattern, 64, 64).ThrowIfAny();
        return new CertificateId(id.ToLowerInvariant());
    }

    public static AwsError NotFound(CertificateId id) => AwsError.NotFound($"Certificate not found. Id: {id}");
}
