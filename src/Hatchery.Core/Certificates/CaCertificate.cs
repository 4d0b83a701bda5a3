using Hatchery.Core.Templates;

namespace Hatchery.Core.Certificates;

/// <summary>A registered CA: whoever holds its key makes certificates that may be registered here. The key itself is never held.</summary>
public sealed record CaCertificate
{
    /// <summary>The SHA-256 of its DER, as for device certificates.</summary>
    public required CertificateId Id { get; init; }

    /// <summary>One certificate, LF line ends, 64 columns, final newline.</summary>
    public required string Pem { get; init; }

    /// <summary>Finds it by what its certificates name as their issuer; see <see cref="NameHash"/>.</summary>
    public required string SubjectHash { get; init; }

    public required bool IsActive { get; init; }

    /// <summary>Whether a certificate of its making is registered when its device first connects.</summary>
    public required bool AllowsAutoRegistration { get; init; }

    /// <summary>What becomes of such a device; null leaves it PENDING_ACTIVATION.</summary>
    public RegistrationConfig? Registration { get; init; }

    /// <summary><c>DEFAULT</c>, or <c>SNI_ONLY</c> for a CA whose key nobody has proven to hold.</summary>
    public string Mode { get; init; } = "DEFAULT";

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public bool IsValidAt(DateTimeOffset time) => NotBefore <= time && time <= NotAfter;
}

/// <summary>Just-in-time provisioning of a CA's devices: by a template body, or by a named template of type JITP.</summary>
public sealed record RegistrationConfig(string? TemplateBody, TemplateName? TemplateName, string? RoleArn);
