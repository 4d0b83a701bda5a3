using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;
using Hatchery.Server.Broker;
using Hatchery.Server.Certificates;
using Hatchery.Server.Provisioning;
using Hatchery.Server.Storage;
using Hatchery.Server.Tests.Certificates;
using Microsoft.Extensions.Logging;
using LogLines = Hatchery.Server.Tests.Broker.LogLines;

namespace Hatchery.Server.Tests.Provisioning;

/// <summary>The certificates that the create topics give, by the settings of the template that a session is for.</summary>
public sealed class CertificateTermsTests : IAsyncLifetime
{
    const string Create = "$aws/certificates/create/json";
    const string FromCsr = "$aws/certificates/create-from-csr/json";

    static readonly TemplateSettings EcForAMonth = new(DeviceKeyType.EcP256, 30);

    readonly TempFolder folder = new();
    readonly ManualTime time = new();
    readonly LogLines log = new();
    readonly KeyPool noKeys = new(0, () => throw new InvalidOperationException("the pool was asked"));
    CertificateAuthorities cas = null!;
    SqlRegistry registry = null!;
    ReservedTopics topics = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        cas = CertificateAuthorities.LoadOrCreate(new HatcheryOptions { DataFolder = folder.Path }, time);
        registry = SqlRegistry.Open(new SqliteDialect(folder.File("hatchery.db")));
        topics = TopicsOver(noKeys);
        await AddTemplateAsync("fleet", EcForAMonth);
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        noKeys.Dispose();
        cas.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Keys_are_of_the_templates_type_and_come_from_no_pool()
    {
        var created = await AskAsync(Create, mayUse: "fleet");

        using var certificate = X509Certificate2.CreateFromPem(created.GetProperty("certificatePem").GetString(), created.GetProperty("privateKey").GetString());
        Assert.Equal(256, certificate.GetECDsaPrivateKey()!.KeySize);
        Assert.Equal(time.Now.AddDays(30).UtcDateTime, certificate.NotAfter.ToUniversalTime());
        Assert.StartsWith("-----BEGIN EC PRIVATE KEY-----\n", created.GetProperty("privateKey").GetString());
    }

    [Fact]
    public async Task A_CSR_brings_its_own_key_and_gets_the_templates_validity()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var csr = new CertificateRequest("CN=d", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1).CreateSigningRequestPem();

        var created = await AskAsync(FromCsr, "fleet", JsonSerializer.Serialize(new { certificateSigningRequest = csr }));

        using var certificate = X509Certificate2.CreateFromPem(created.GetProperty("certificatePem").GetString());
        Assert.Equal(time.Now.AddDays(30).UtcDateTime, certificate.NotAfter.ToUniversalTime());
        Assert.NotNull(certificate.GetRSAPublicKey());
    }

    [Fact]
    public async Task What_is_recorded_of_a_certificate_is_its_own_end()
    {
        var created = await AskAsync(Create, "fleet");
        var id = new CertificateId(created.GetProperty("certificateId").GetString()!);

        Assert.Equal(time.Now.AddDays(30), (await registry.ReadAsync(tx => tx.Certificates.Find(id), Ct))!.NotAfter);
    }

    [Fact]
    public async Task A_change_of_the_settings_or_of_the_templates_acts_on_the_next_request()
    {
        Assert.Equal(256, KeySize(await AskAsync(Create, "fleet")));

        await UpdateAsync("fleet", template => template with { Settings = new TemplateSettings(DeviceKeyType.EcP384, null) });
        Assert.Equal(384, KeySize(await AskAsync(Create, "fleet")));

        await UpdateAsync("fleet", template => template with { Enabled = false });
        topics = TopicsOver(TestKeys.Pool());
        Assert.Equal(2048, KeySize(await AskAsync(Create, "fleet")));

        await UpdateAsync("fleet", template => template with { Enabled = true });
        Assert.Equal(384, KeySize(await AskAsync(Create, "fleet")));

        await registry.TransactAsync(tx => tx.Templates.Delete(new TemplateName("fleet")), Ct);
        Assert.Equal(2048, KeySize(await AskAsync(Create, "fleet")));
    }

    [Fact]
    public async Task A_session_that_may_use_templates_which_differ_gets_the_default_and_the_log_says_so()
    {
        await AddTemplateAsync("plain", TemplateSettings.Default);
        topics = TopicsOver(TestKeys.Pool());

        Assert.Equal(2048, KeySize(await AskAsync(Create, "fleet plain")));
        Assert.Contains("has the default key type and validity: its policies allow the templates fleet and plain", string.Join("\n", log.All));
        Assert.Equal(256, KeySize(await AskAsync(Create, "fleet")));
    }

    [Fact]
    public async Task A_session_that_may_use_no_template_gets_the_default()
    {
        topics = TopicsOver(TestKeys.Pool());
        Assert.Equal(2048, KeySize(await AskAsync(Create, "")));
    }

    [Fact]
    public async Task A_certificate_registers_by_another_template_than_the_one_it_was_made_for()
    {
        await AddTemplateAsync("other", TemplateSettings.Default, """
            {"Resources":{"certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}},
             "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":"t"}}}}
            """);
        var created = await AskAsync(Create, "fleet");
        var registration = JsonSerializer.Serialize(new { certificateOwnershipToken = created.GetProperty("certificateOwnershipToken").GetString() });

        var registered = await AskAsync("$aws/provisioning-templates/other/provision/json", "fleet", registration);

        Assert.Equal("t", registered.GetProperty("thingName").GetString());
    }

    ReservedTopics TopicsOver(KeyPool keys)
    {
        var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        return new ReservedTopics(
            registry, new AwsAccount("us-east-1", "000000000000"), new CertificateIssuer(cas.Issuing, keys, time), (_, _, _) => throw new InvalidOperationException("no hook"), time, loggers);
    }

    async Task AddTemplateAsync(string name, TemplateSettings settings, string body = "{}") => await registry.TransactAsync(
        tx =>
        {
            var template = new ProvisioningTemplate(new TemplateName(name), null, true, "arn:aws:iam::000000000000:role/r", null, "FLEET_PROVISIONING", 1, time.Now, time.Now);
            tx.Templates.Insert(template with { Settings = settings }, body);
            return true;
        },
        Ct);

    async Task UpdateAsync(string name, Func<ProvisioningTemplate, ProvisioningTemplate> change) => await registry.TransactAsync(
        tx =>
        {
            tx.Templates.Update(change(tx.Templates.Find(new TemplateName(name))!));
            return true;
        },
        Ct);

    async Task<JsonElement> AskAsync(string topic, string mayUse, string payload = "{}")
    {
        var request = new ReservedRequest(new DevicePrincipal(new CertificateId(new string('c', 64)), null!, "127.0.0.1", null), "d", topic, System.Text.Encoding.UTF8.GetBytes(payload))
        {
            MayPublish = other => mayUse.Split(' ').Any(template => other == $"$aws/provisioning-templates/{template}/provision/cbor"),
        };
        var reply = await topics.Find(topic)!(request, Ct);
        using var json = JsonDocument.Parse(reply.Payload);
        Assert.EndsWith("/accepted", reply.Topic);
        return json.RootElement.Clone();
    }

    static int KeySize(JsonElement created)
    {
        using var certificate = X509Certificate2.CreateFromPem(created.GetProperty("certificatePem").GetString(), created.GetProperty("privateKey").GetString());
        return certificate.GetECDsaPrivateKey()?.KeySize ?? certificate.GetRSAPrivateKey()!.KeySize;
    }
}
