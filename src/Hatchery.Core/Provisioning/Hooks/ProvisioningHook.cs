using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning.Hooks;

/// <summary>Asks a template's pre-provisioning hook whether a device may register: the port to whoever calls it.</summary>
/// <exception cref="AwsError">The hook could not be asked, or gave no usable answer. A gate fails closed.</exception>
public delegate Task<HookAnswer> ProvisioningHook(PreProvisioningHook hook, HookRequest request, CancellationToken ct);
