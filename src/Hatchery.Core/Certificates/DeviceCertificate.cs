using System.Security.Cryptography;

namespace Hatchery.Core.Certificates;

/// <summary>A device certificate as the registry holds it. Its private key is never held.</summary>
public sealed record DeviceCertificate
{
    public required CertificateId Id { get; init; }

    /// <summary>One certificate, LF line ends, 64 columns, final newline.</summary>
    public required string Pem { get; init; }

    public required CertificateStatus Status { get; init; }

    /// <summary>The registered CA that signed it; null for certificates issued here or registered without a CA.</summary>
    public string? CaCertificateId { get; init; }

    /// <summary><c>DEFAULT</c>, or <c>SNI_ONLY</c> for certificates registered without a CA.</summary>
    public string Mode { get; init; } = "DEFAULT";

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The claim certificate over whose connection this one was made, or that of the device that made it over its own; null when an operator made it.</summary>
    public CertificateId? ClaimId { get; init; }

    /// <summary>The template that a device registered it by, and when; null when none did.</summary>
    public string? TemplateName { get; init; }

    /// <inheritdoc cref="TemplateName"/>
    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>What its first connection does to the older certificates of its things.</summary>
    public OlderCertificateAction OlderCertificates { get; init; } = OlderCertificateAction.Keep;

    /// <summary>What policy variables read of it.</summary>
    public CertificateFacts ReadFacts()
    {
        var pem = PemEncoding.Find(Pem);
        return CertificateFacts.Of(Convert.FromBase64String(Pem[pem.Base64Data]));
    }
}
