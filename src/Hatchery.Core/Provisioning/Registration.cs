using Hatchery.Core.Certificates;

namespace Hatchery.Core.Provisioning;

/// <summary>What a RegisterThing came to.</summary>
/// <param name="CertificateId">The device's own.</param>
/// <param name="TemplateVersion">The version that was carried out; null when an answer given before was given again.</param>
public sealed record Registration(RegisterThingReply Reply, CertificateId CertificateId, int? TemplateVersion);
