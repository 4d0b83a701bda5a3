using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning.Hooks;

/// <summary>That a hook was asked for one request, which hook it was, and what it answered.</summary>
public sealed record HookConsent(PreProvisioningHook Hook, HookAnswer Answer);
