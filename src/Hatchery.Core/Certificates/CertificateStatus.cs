namespace Hatchery.Core.Certificates;

/// <summary>States of a device certificate. Source: AWS IoT service model, CertificateStatus.</summary>
public enum CertificateStatus
{
    Active,
    Inactive,
    Revoked,
    PendingTransfer,
    RegisterInactive,
    PendingActivation,
}

public static class CertificateStatusText
{
    public static string ToWire(this CertificateStatus status) => status switch
    {
        CertificateStatus.Active => "ACTIVE",
        CertificateStatus.Inactive => "INACTIVE",
        CertificateStatus.Revoked => "REVOKED",
        CertificateStatus.PendingTransfer => "PENDING_TRANSFER",
        CertificateStatus.RegisterInactive => "REGISTER_INACTIVE",
        CertificateStatus.PendingActivation => "PENDING_ACTIVATION",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>Null when the text is none of AWS's statuses. Exact case: templates fold it before they ask.</summary>
    public static CertificateStatus? FromWire(string text) => text switch
    {
        "ACTIVE" => CertificateStatus.Active,
        "INACTIVE" => CertificateStatus.Inactive,
        "REVOKED" => CertificateStatus.Revoked,
        "PENDING_TRANSFER" => CertificateStatus.PendingTransfer,
        "REGISTER_INACTIVE" => CertificateStatus.RegisterInactive,
        "PENDING_ACTIVATION" => CertificateStatus.PendingActivation,
        _ => null,
    };
}
