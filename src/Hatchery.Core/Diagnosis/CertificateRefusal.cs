using System.Security.Cryptography.X509Certificates;
using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;

namespace Hatchery.Core.Diagnosis;

/// <summary>Why a certificate doesn't admit a connection; null when it does.</summary>
public static class CertificateRefusal
{
    public static Failure? Of(DeviceCertificate registered, DateTimeOffset now)
    {
        if (registered.Status is not CertificateStatus.Active)
        {
            return Because(CauseOf(registered.Status), $"it is {registered.Status.ToWire()}", registered.Status.ToWire());
        }

        if (now < registered.NotBefore)
        {
            return Because(CertificateCauses.NotYetValid, $"it is valid only from {registered.NotBefore:u}", "ACTIVE");
        }

        return now > registered.NotAfter ? Because(CertificateCauses.Expired, $"it expired at {registered.NotAfter:u}", "ACTIVE") : null;
    }

    /// <summary>The temporary certificate of a trusted user.</summary>
    public static Failure? Of(ProvisioningClaim claim, DateTimeOffset now) =>
        now >= claim.ExpiresAt ? Because(CertificateCauses.ClaimExpired, $"it is a provisioning claim that expired at {claim.ExpiresAt:u}", status: null) : null;

    /// <summary>One that isn't registered: what is known of who signed it.</summary>
    public static Failure OfUnknown(IRegistryTransaction registry, X509Certificate2 presented, DateTimeOffset now)
    {
        const string Unknown = "it is not registered";
        var subject = $"its subject is {NearMiss.Quote(presented.Subject)}, its issuer {NearMiss.Quote(presented.Issuer)}";
        var signers = IssuingCas.Of(registry, presented);
        return (signers.Count == 0 ? null : signers[0]) switch
        {
            null when presented.SubjectName.RawData.AsSpan().SequenceEqual(presented.IssuerName.RawData) || IsOfThisKind(presented) =>
                Because(CertificateCauses.Unknown, $"{Unknown}; {subject}", null),
            null => Because(CertificateCauses.CaUnregistered, $"{Unknown}; {subject}", null),
            { IsActive: false } ca => Because(CertificateCauses.CaInactive, $"{Unknown}, and its CA {ca.Id} is INACTIVE", null),
            { AllowsAutoRegistration: false } ca => Because(CertificateCauses.CaNoAutoRegistration, $"{Unknown}, and its CA {ca.Id} registers none by itself", null),
            var ca when !ca.IsValidAt(now) => Because(CertificateCauses.CaExpired, $"{Unknown}, and its CA {ca.Id} is valid from {ca.NotBefore:u} to {ca.NotAfter:u}", null),
            _ when now.UtcDateTime > presented.NotAfter.ToUniversalTime() => Because(CertificateCauses.Expired, $"{Unknown}, and it expired at {presented.NotAfter.ToUniversalTime():u}", null),
            _ => Because(CertificateCauses.Unknown, $"{Unknown}; {subject}", null),
        };
    }

    /// <summary>Issued by AWS IoT, or by this server or another of its kind, which give their certificates the same issuer.</summary>
    static bool IsOfThisKind(X509Certificate2 presented) => presented.Issuer.Contains("Amazon Web Services", StringComparison.Ordinal);

    static Cause CauseOf(CertificateStatus status) => status switch
    {
        CertificateStatus.Revoked => CertificateCauses.Revoked,
        CertificateStatus.PendingActivation => CertificateCauses.PendingActivation,
        CertificateStatus.PendingTransfer => CertificateCauses.PendingTransfer,
        _ => CertificateCauses.Inactive,
    };

    static Failure Because(Cause cause, string detail, string? status) =>
        new(cause, new Evidence { Detail = detail, CertificateStatus = status }, cause.Fix);
}
