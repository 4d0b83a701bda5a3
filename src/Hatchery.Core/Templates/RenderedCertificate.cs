using Hatchery.Core.Certificates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Templates;

/// <summary>The certificate a template asks for.</summary>
/// <param name="Status">ACTIVE or INACTIVE.</param>
/// <param name="StatusOverride">What becomes of a status other than PENDING_ACTIVATION, which always gives way.</param>
/// <param name="AttachmentType">How it is attached to the thing.</param>
public sealed record RenderedCertificate(
    string LogicalName,
    CertificateId Id,
    CertificateStatus Status,
    OverrideAction StatusOverride,
    ThingPrincipalType AttachmentType);
