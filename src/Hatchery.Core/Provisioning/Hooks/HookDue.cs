using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning.Hooks;

/// <summary>A registration that has to ask a hook first, and what of the registry the hook is told.</summary>
public sealed record HookDue(PreProvisioningHook Hook, CertificateId CertificateId, string CertificatePem);
