using Hatchery.Core;
using Hatchery.Core.Provisioning.Linting;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Core.Templates.Linting;

namespace Hatchery.Server.Api.Templates;

/// <summary>The warnings of a version of a template, as the registry is now: what was missing may be there since.</summary>
static class TemplateWarningsOf
{
    /// <summary>Without lint's remarks, which are for whoever asks lint.</summary>
    public static IReadOnlyList<Problem> Version(IRegistryTransaction registry, ProvisioningTemplate template, ProvisioningTemplateVersion version, ApiServices services) =>
    [
        .. TemplateLint.CheckStored(registry, template, version, RegistryLint.Scope(registry, services.Account), services.Account, services.Options.HookEndpoint is not null)
            .Where(problem => problem.Severity != ProblemSeverity.Info),
    ];

    /// <summary>None for one that has gone since.</summary>
    public static ValueTask<IReadOnlyList<Problem>> VersionAsync(TemplateName name, int versionId, ApiServices services, CancellationToken ct) => services.Registry.ReadAsync(
        tx => tx.Templates.Find(name) is { } template && tx.Templates.FindVersion(name, versionId) is { } version ? Version(tx, template, version, services) : [],
        ct);
}
