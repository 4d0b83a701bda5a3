using Hatchery.Core.Certificates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Templates;

/// <summary>The certificate a template asks for.</summary>
/// <param name="Id">Empty for a <see cref="New"/> one until it is signed or read.</param>
/// <param name="Status">ACTIVE or INACTIVE.</param>
/// <param name="StatusOverride">What becomes of a status other than PENDING_ACTIVATION, which always gives way.</param>
/// <param name="AttachmentType">How it is attached to the thing; null where the template does not say.</param>
public sealed record RenderedCertificate(
    string LogicalName,
    CertificateId Id,
    CertificateStatus Status,
    OverrideAction StatusOverride,
    ThingPrincipalType? AttachmentType)
{
    /// <summary>Set in a template of kind <see cref="TemplateKind.Registration"/> that names no certificate by id.</summary>
    public NewCertificate? New { get; init; }
}
