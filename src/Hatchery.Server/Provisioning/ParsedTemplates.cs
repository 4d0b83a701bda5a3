using System.Collections.Concurrent;
using Hatchery.Core;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Provisioning;

/// <summary>Bodies of stored templates, each parsed once. One that was changed is another body.</summary>
sealed class ParsedTemplates(TemplateKind kind)
{
    /// <summary>Every version that an account may have; deleted ones are forgotten when it is reached.</summary>
    const int CountMax = Limits.TemplatesPerAccountMax * Limits.TemplateVersionsMax;

    readonly ConcurrentDictionary<string, TemplateDocument> known = new();

    /// <exception cref="AwsError">InvalidRequestException for a body that this release refuses.</exception>
    public TemplateDocument Of(string body)
    {
        if (known.TryGetValue(body, out var document))
        {
            return document;
        }

        if (known.Count >= CountMax)
        {
            known.Clear();
        }

        return known[body] = TemplateDocument.ParseOrThrow(body, kind);
    }
}
