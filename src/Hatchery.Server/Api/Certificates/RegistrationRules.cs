using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Certificates;

/// <summary>What the operations that register a presented certificate share.</summary>
static class RegistrationRules
{
    public static Validation RegistrationStatus(this Validation validation, string? status) =>
        validation.OneOf("status", status, "ACTIVE", "INACTIVE", "REVOKED", "PENDING_TRANSFER", "REGISTER_INACTIVE", "PENDING_ACTIVATION");

    /// <summary>The status to register with; REGISTER_INACTIVE is the old word for INACTIVE.</summary>
    public static CertificateStatus Status(string? text) => text switch
    {
        null or "INACTIVE" or "REGISTER_INACTIVE" => CertificateStatus.Inactive,
        "ACTIVE" => CertificateStatus.Active,
        "REVOKED" => CertificateStatus.Revoked,
        _ => throw AwsError.InvalidRequest($"A certificate can't be registered with status {text}: it must be ACTIVE, INACTIVE or REVOKED"),
    };

    /// <exception cref="AwsError">ResourceAlreadyExistsException.</exception>
    public static void DemandNew(IRegistryTransaction tx, CertificateId id, string arn)
    {
        if (tx.Certificates.Find(id) is not null)
        {
            throw AwsError.AlreadyExists("The certificate is already provisioned or registered", id.Value, arn);
        }
    }
}
