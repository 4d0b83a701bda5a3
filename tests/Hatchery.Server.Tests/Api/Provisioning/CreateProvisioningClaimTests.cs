using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;
using Hatchery.Server.Tests.Api.Templates;

namespace Hatchery.Server.Tests.Api.Provisioning;

public sealed class CreateProvisioningClaimTests(ApiServer api) : IClassFixture<ApiServer>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_claim_is_a_certificate_with_its_keys_that_ends_in_five_minutes()
    {
        await MakeTemplateAsync("fleet");
        var before = DateTimeOffset.UtcNow;
        var claim = await api.SendAsync("POST", "/provisioning-templates/fleet/provisioning-claim");

        var keys = claim.Json.GetProperty("keyPair");
        using var certificate = X509Certificate2.CreateFromPem(claim["certificatePem"], keys.GetProperty("PrivateKey").GetString());
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----\n", keys.GetProperty("PublicKey").GetString(), StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)), claim["certificateId"]);
        var expiration = DateTimeOffset.FromUnixTimeSeconds((long)claim.Json.GetProperty("expiration").GetDouble());
        Assert.InRange(expiration, before.AddMinutes(5).AddSeconds(-1), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Equal(expiration, new DateTimeOffset(certificate.NotAfter));

        var stored = await api.Registry.ReadAsync(tx => tx.ProvisioningClaims.Find(new CertificateId(claim["certificateId"]!)), Ct);
        Assert.Equal((new TemplateName("fleet"), expiration), (stored!.Template, stored.ExpiresAt));
    }

    [Fact]
    public async Task An_operator_has_no_such_certificate()
    {
        await MakeTemplateAsync("unseen");
        var id = (await api.SendAsync("POST", "/provisioning-templates/unseen/provisioning-claim"))["certificateId"]!;

        (await api.SendAsync("GET", $"/certificates/{id}")).Refused(AwsErrorCode.ResourceNotFound);
        (await api.SendAsync("PUT", $"/certificates/{id}?newStatus=REVOKED")).Refused(AwsErrorCode.ResourceNotFound);
        (await api.SendAsync("DELETE", $"/certificates/{id}")).Refused(AwsErrorCode.ResourceNotFound);
        Assert.DoesNotContain(id, (await api.SendAsync("GET", "/certificates?pageSize=250")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_is_missing_disabled_or_misnamed_is_refused()
    {
        (await api.SendAsync("POST", "/provisioning-templates/none/provisioning-claim")).Refused(AwsErrorCode.ResourceNotFound);
        Assert.Contains("'templateName'", (await api.SendAsync("POST", "/provisioning-templates/a!/provisioning-claim")).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);

        await api.SendAsync("POST", "/provisioning-templates", TemplateBodies.Create("off", role: TemplateBodies.ServerRole));
        Assert.Contains("disabled", (await api.SendAsync("POST", "/provisioning-templates/off/provisioning-claim")).Refused(AwsErrorCode.InvalidRequest), StringComparison.Ordinal);
    }

    async Task MakeTemplateAsync(string name) =>
        Assert.Equal(200, (await api.SendAsync("POST", "/provisioning-templates", TemplateBodies.Create(name, "enabled", "true", TemplateBodies.ServerRole))).Status);
}
