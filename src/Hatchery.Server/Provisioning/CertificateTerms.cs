using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Server.Broker;
using Hatchery.Server.Signals;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Provisioning;

/// <summary>
/// The settings for a certificate that a session asks for: <see cref="SessionTemplate"/>, over templates that are read once and again
/// after one changed. Where no template has settings of its own, a request costs a look at an empty list.
/// </summary>
sealed partial class CertificateTerms
{
    readonly IRegistry registry;
    readonly ILogger<CertificateTerms> logger;
    long changes;
    Candidates? known;

    public CertificateTerms(IRegistry registry, ILogger<CertificateTerms> logger)
    {
        this.registry = registry;
        this.logger = logger;
        registry.Committed += Changed;
    }

    public async ValueTask<TemplateSettings> ForAsync(ReservedRequest request, CancellationToken ct)
    {
        var candidates = await CurrentAsync(ct);
        if (!candidates.HasSpecial)
        {
            return TemplateSettings.Default;
        }

        var chosen = SessionTemplate.SettingsOf(candidates.Templates, template => candidates.TopicsOf(template).Any(request.MayPublish));
        if (chosen is { Template: { } template, Rival: { } rival })
        {
            Log.Ambiguous(logger, new ShortId(request.Principal.CertificateId), request.ClientId, template, rival);
        }

        return chosen.Settings;
    }

    async ValueTask<Candidates> CurrentAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref known) is { } current && current.Version == Interlocked.Read(ref changes))
        {
            return current;
        }

        // INVARIANT: the version is taken before the read. A change in between makes what is kept stale, never wrong.
        var version = Interlocked.Read(ref changes);
        var templates = await registry.ReadAsync(
            tx => tx.Templates.List(new PageRequest(Core.Limits.TemplatesPerAccountMax)).Items.Where(SessionTemplate.IsUsable).Select(ForIssuing).ToArray(), ct);
        var read = new Candidates(version, templates);
        Volatile.Write(ref known, read);
        return read;
    }

    /// <summary>What becomes of older certificates doesn't matter to new ones, so that templates may differ in it.</summary>
    static ProvisioningTemplate ForIssuing(ProvisioningTemplate template) =>
        template with { Settings = template.Settings with { OlderCertificates = OlderCertificateAction.Keep } };

    void Changed(IReadOnlyList<RegistryChange> committed)
    {
        foreach (var change in committed)
        {
            if (change.Kind == RegistryChangeKind.Template)
            {
                Interlocked.Increment(ref changes);
                return;
            }
        }
    }

    sealed class Candidates(long version, ProvisioningTemplate[] templates)
    {
        readonly Dictionary<TemplateName, IReadOnlyList<string>> topics = templates.ToDictionary(t => t.Name, t => SessionTemplate.TopicsOf(t.Name));

        public long Version => version;

        public IReadOnlyList<ProvisioningTemplate> Templates => templates;

        public bool HasSpecial { get; } = templates.Any(template => template.Settings != TemplateSettings.Default);

        public IReadOnlyList<string> TopicsOf(ProvisioningTemplate template) => topics[template.Name];
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A certificate for claim {Claim} as client {ClientId} has the default key type and validity: its policies allow the templates {Template} and {Rival}, whose settings differ")]
        public static partial void Ambiguous(ILogger logger, ShortId claim, string clientId, TemplateName template, TemplateName rival);
    }
}
