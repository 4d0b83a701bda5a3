using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;
using Hatchery.Server.Api.Templates;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Api.Hatchery.Templates;

/// <summary>
/// Replaces a template's settings as a whole: an absent member is AWS's default again. Certificates that exist stay as they are.
/// </summary>
public static class PutTemplateSettings
{
    public sealed record Request(string? KeyType = null, int? CertificateValidityDays = null, string? OlderCertificates = null);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = TemplateRules.Name(request);
        var body = request.Body(HatcheryJson.Default.PutTemplateSettingsRequest);
        var now = services.Time.GetUtcNow();
        new Validation()
            .OneOf("keyType", body.KeyType, [.. DeviceKeyTypeText.All])
            .OneOf("olderCertificates", body.OlderCertificates, [.. OlderCertificateActionText.All])
            .Range("certificateValidityDays", body.CertificateValidityDays, 1, (long)(CertificateIssuer.NotAfter - now).TotalDays)
            .ThrowIfAny();
        var settings = new TemplateSettings(
            body.KeyType is null ? TemplateSettings.Default.KeyType : DeviceKeyTypeText.FromWire(body.KeyType)!.Value,
            body.CertificateValidityDays,
            body.OlderCertificates is null ? OlderCertificateAction.Keep : OlderCertificateActionText.FromWire(body.OlderCertificates)!.Value);
        var template = await services.Registry.TransactAsync(
            tx =>
            {
                var changed = tx.Templates.Existing(name) with { Settings = settings, ModifiedAt = now };
                tx.Templates.Update(changed);
                return changed;
            },
            ct);
        return TemplateSettingsMember.Answer(template, services);
    }
}
