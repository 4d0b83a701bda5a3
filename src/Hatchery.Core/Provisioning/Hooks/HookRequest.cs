using System.Text;
using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning.Hooks;

/// <summary>The event a hook is called with. It holds no ownership token and no key. Source: AWS IoT, "Pre-provisioning hooks".</summary>
/// <param name="ClaimCertificateId">The certificate of the MQTT session that asks.</param>
/// <param name="CertificateId">The device's new certificate.</param>
/// <param name="ClientId">The MQTT client id of the session.</param>
/// <param name="Parameters">As the device sent them.</param>
public sealed record HookRequest(
    CertificateId ClaimCertificateId,
    CertificateId CertificateId,
    string CertificatePem,
    string TemplateArn,
    string ClientId,
    IReadOnlyDictionary<string, string> Parameters)
{
    public byte[] ToJson() => Encoding.UTF8.GetBytes(JsonText.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("claimCertificateId", ClaimCertificateId.Value);
        writer.WriteString("certificateId", CertificateId.Value);
        writer.WriteString("certificatePem", CertificatePem);
        writer.WriteString("templateArn", TemplateArn);
        writer.WriteString("clientId", ClientId);
        writer.WriteStartObject("parameters");
        foreach (var (name, value) in Parameters)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }));
}
