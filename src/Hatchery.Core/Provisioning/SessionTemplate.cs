using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning;

/// <summary>
/// Which template's settings the certificates of a session get. A device names its template only after it has its certificate, so
/// what its claim may do has to say it: the templates whose provision topic it may publish to. AWS recommends a claim policy per
/// template, and the claim of a trusted user may use its own only.
/// </summary>
public static class SessionTemplate
{
    /// <summary>Whether devices can provision themselves by it now.</summary>
    public static bool IsUsable(ProvisioningTemplate template) => template is { Enabled: true, Kind: TemplateKind.FleetProvisioning };

    /// <summary>The topics that RegisterThing by a template is published to.</summary>
    public static IReadOnlyList<string> TopicsOf(TemplateName template) =>
        [$"$aws/provisioning-templates/{template}/provision/json", $"$aws/provisioning-templates/{template}/provision/cbor"];

    /// <summary>Templates that agree are as good as one; those that don't leave the default.</summary>
    /// <param name="usable">All usable templates.</param>
    /// <param name="mayUse">Whether the session may publish to one of the template's topics.</param>
    public static SessionSettings SettingsOf(IReadOnlyList<ProvisioningTemplate> usable, Func<ProvisioningTemplate, bool> mayUse)
    {
        // Special ones first: where none is in reach, which is nearly everywhere, the others needn't be asked about.
        var first = usable.FirstOrDefault(template => template.Settings != TemplateSettings.Default && mayUse(template));
        if (first is null)
        {
            return SessionSettings.Default;
        }

        var other = usable.FirstOrDefault(template => template.Settings != first.Settings && mayUse(template));
        return other is null ? new SessionSettings(first.Settings, first.Name) : new SessionSettings(TemplateSettings.Default, first.Name, other.Name);
    }
}

/// <param name="Template">Whose they are; null when no template in reach has any of its own.</param>
/// <param name="Rival">Another in reach that disagrees: then the settings are the default.</param>
public sealed record SessionSettings(TemplateSettings Settings, TemplateName? Template = null, TemplateName? Rival = null)
{
    public static readonly SessionSettings Default = new(TemplateSettings.Default);
}
