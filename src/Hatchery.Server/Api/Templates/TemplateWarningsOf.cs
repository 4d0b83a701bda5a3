using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Core.Templates.Warnings;

namespace Hatchery.Server.Api.Templates;

/// <summary>The warnings of a version of a template, as the registry is now: what was missing may be there since.</summary>
static class TemplateWarningsOf
{
    public static IReadOnlyList<Problem> Version(IRegistryTransaction registry, ProvisioningTemplate template, ProvisioningTemplateVersion version, ApiServices services)
    {
        var (document, problems) = TemplateDocument.Parse(version.Body, template.Kind);

        // A body that an earlier release accepted and this one doesn't: its errors are the warning.
        return document is null
            ? problems
            : TemplateWarnings.Of(
                template,
                document,
                problems,
                TemplateSurroundings.Read(registry, template, document, services.Account, services.Options.HookEndpoint is not null));
    }
}
