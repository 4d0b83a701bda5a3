using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning.Guards;

namespace Hatchery.Core.Provisioning;

/// <summary>What a RegisterThing came to.</summary>
/// <param name="CertificateId">The device's own.</param>
/// <param name="TemplateVersion">The version that was carried out; null when an answer given before was given again.</param>
public sealed record Registration(RegisterThingReply Reply, CertificateId CertificateId, int? TemplateVersion)
{
    /// <summary>Set when nothing was registered: the request waits for approval, and that is what was written.</summary>
    public GuardVerdict? Held { get; init; }

    /// <summary>What the device is told then.</summary>
    public AwsError? Refusal => Held is null ? null : GuardRefusal.Of(Held);
}
