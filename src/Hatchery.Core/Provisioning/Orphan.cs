namespace Hatchery.Core.Provisioning;

/// <summary>What a provisioning left half done, or a deletion forgot.</summary>
/// <param name="Name">The certificate's id, or the thing's name.</param>
/// <param name="Status">The certificate's; null for a thing.</param>
/// <param name="Since">When it was made; null when that isn't known.</param>
/// <param name="Fix">The command that mends it.</param>
public sealed record Orphan(OrphanKind Kind, string Name, string? Status, DateTimeOffset? Since, string Fix);

public enum OrphanKind
{
    PendingCertificate,
    CertificateWithoutThing,
    ThingWithoutCertificate,
}
