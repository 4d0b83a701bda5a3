using System.Collections.Concurrent;
using Hatchery.Core;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Provisioning;

/// <summary>
/// Template bodies, each parsed once. A template deleted and made again may have another body under the same name and version,
/// so the body is compared too.
/// </summary>
sealed class ParsedTemplates
{
    /// <summary>Every version that an account may have; deleted ones are forgotten when it is reached.</summary>
    const int CountMax = Limits.TemplatesPerAccountMax * Limits.TemplateVersionsMax;

    readonly ConcurrentDictionary<(TemplateName, int), (string Body, TemplateDocument Document)> known = new();

    public TemplateDocument Of(ProvisioningTemplateVersion version)
    {
        var key = (version.TemplateName, version.VersionId);
        if (known.TryGetValue(key, out var entry) && entry.Body == version.Body)
        {
            return entry.Document;
        }

        if (known.Count >= CountMax)
        {
            known.Clear();
        }

        var document = TemplateDocument.ParseOrThrow(version.Body);
        known[key] = (version.Body, document);
        return document;
    }
}
