using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;
using Hatchery.Server.Api.Templates;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Api.Hatchery.Templates;

/// <summary>A template's settings as they are shown, whoever set them.</summary>
/// <param name="CertificateValidityDays">Null means that certificates end when AWS's do.</param>
/// <param name="CertificateNotAfter">The end of a certificate that is issued now.</param>
/// <param name="OlderCertificates">KEEP, DEACTIVATE or REVOKE: what the first connection with a thing's new certificate does to its older ones.</param>
public sealed record TemplateSettingsMember(
    string TemplateArn, string TemplateName, string KeyType, int? CertificateValidityDays, DateTimeOffset CertificateNotAfter, string OlderCertificates)
{
    internal static ApiResponse Answer(ProvisioningTemplate template, ApiServices services) => ApiResponse.Json(
        new TemplateSettingsMember(
            TemplateRules.Arn(template.Name, services.Account),
            template.Name.Value,
            template.Settings.KeyType.ToWire(),
            template.Settings.CertificateValidityDays,
            CertificateIssuer.EndBy(template.Settings, services.Time.GetUtcNow()),
            template.Settings.OlderCertificates.ToWire()),
        HatcheryJson.Default.TemplateSettingsMember);
}
