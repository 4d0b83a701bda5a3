using System.Diagnostics.Metrics;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Provisioning.Hooks;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;
using Hatchery.Server.Broker;
using Hatchery.Server.Certificates;
using Hatchery.Server.Provisioning;
using Hatchery.Server.Storage;
using Hatchery.Server.Tests.Certificates;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hatchery.Server.Tests.Provisioning;

/// <summary>The provisioning topics on a real registry, as the broker calls them.</summary>
public sealed class ReservedTopicsTests : IAsyncLifetime
{
    const string Create = "$aws/certificates/create/json";
    const string FromCsr = "$aws/certificates/create-from-csr/json";
    const string Provision = "$aws/provisioning-templates/fleet/provision/json";

    static readonly CertificateId Claim = new(new string('c', 64));

    readonly TempFolder folder = new();
    readonly ManualTime time = new();
    readonly KeyPool keys = TestKeys.Pool();
    Func<HookRequest, CancellationToken, Task<HookAnswer>> askHook = (_, _) => throw new InvalidOperationException("no template has a hook");
    CertificateAuthorities cas = null!;
    SqlRegistry registry = null!;
    ReservedTopics topics = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        cas = CertificateAuthorities.LoadOrCreate(new HatcheryOptions { DataFolder = folder.Path }, time);
        registry = SqlRegistry.Open(new SqliteDialect(folder.File("hatchery.db")));
        topics = new ReservedTopics(
            registry, new AwsAccount("us-east-1", "000000000000"), new CertificateIssuer(cas.Issuing, keys, time),
            (_, request, ct) => askHook(request, ct), time, NullLoggerFactory.Instance);
        await AddTemplateAsync("fleet");
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        keys.Dispose();
        cas.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Template_names_that_a_device_makes_up_add_no_time_series()
    {
        var labels = new HashSet<string?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "hatchery.register_thing") self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var (name, value) in tags)
            {
                if (name == "template" && value is string text && (text is "fleet" or "other" || text.StartsWith("made-up-", StringComparison.Ordinal))) lock (labels) labels.Add(text);
            }
        });
        listener.Start();

        for (var i = 0; i < 300; i++)
        {
            await AskAsync($"$aws/provisioning-templates/made-up-{i}/provision/json", "{}");
        }

        await AskAsync(Provision, "{}");

        Assert.Equal(["fleet", "other"], labels.Order());
    }

    [Theory]
    [InlineData(Create)]
    [InlineData("$aws/certificates/create/cbor")]
    [InlineData(FromCsr)]
    [InlineData("$aws/certificates/create-from-csr/cbor")]
    [InlineData(Provision)]
    [InlineData("$aws/provisioning-templates/a_B-9/provision/cbor")]
    [InlineData("$aws/provisioning-templates/123456789012345678901234567890123456/provision/json")]
    public void A_request_topic_has_an_endpoint(string topic) => Assert.NotNull(topics.Find(topic));

    [Theory]
    [InlineData(Create + "/accepted")]
    [InlineData(Create + "/rejected")]
    [InlineData(Provision + "/accepted")]
    [InlineData("$aws/certificates/create/xml")]
    [InlineData("$aws/certificates/create/JSON")]
    [InlineData("$aws/certificates/create/")]
    [InlineData("$aws/certificates/create")]
    [InlineData("$aws/provisioning-templates//provision/json")]
    [InlineData("$aws/provisioning-templates/1234567890123456789012345678901234567/provision/json")]
    [InlineData("$aws/provisioning-templates/a/b/provision/json")]
    [InlineData("$aws/things/t/shadow/update")]
    [InlineData("$SYS/x")]
    [InlineData("$")]
    public void Any_other_reserved_topic_takes_no_publishes(string topic) => Assert.Null(topics.Find(topic));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    public async Task Create_gives_a_pending_certificate_with_keys_and_a_token(string payload)
    {
        var (topic, reply) = await AskAsync(Create, payload);

        Assert.Equal(Create + "/accepted", topic);
        Assert.Equal(["certificateId", "certificatePem", "privateKey", "certificateOwnershipToken"], reply.EnumerateObject().Select(m => m.Name));
        var id = new CertificateId(reply.GetProperty("certificateId").GetString()!);
        var stored = await registry.ReadAsync(tx => tx.Certificates.Find(id), Ct);
        Assert.Equal(CertificateStatus.PendingActivation, stored!.Status);
        Assert.Equal(Claim, stored.ClaimId);
        Assert.Equal(reply.GetProperty("certificatePem").GetString(), stored.Pem);
        Assert.Equal(OpenSsl.Run("x509 -modulus -noout", stored.Pem), OpenSsl.Run("rsa -modulus -noout", reply.GetProperty("privateKey").GetString()!));

        var text = reply.GetProperty("certificateOwnershipToken").GetString()!;
        Assert.Matches("^[A-Za-z0-9_-]{200,480}$", text);
        var token = await registry.ReadAsync(tx => tx.OwnershipTokens.Find(OwnershipToken.HashOf(text)), Ct);
        Assert.Equal((id, time.Now.AddHours(1)), (token!.CertificateId, token.ExpiresAt));
    }

    [Fact]
    public async Task Create_over_CBOR_fits_a_4_KiB_packet_and_from_CSR_a_2_KiB_one()
    {
        var created = await AskBytesAsync("$aws/certificates/create/cbor", [0xA0]);
        Assert.EndsWith("/accepted", created.Topic);
        Assert.InRange(created.Payload.Length, 1_000, 4_000);

        var cbor = new CborWriter();
        cbor.WriteStartMap(1);
        cbor.WriteTextString("certificateSigningRequest");
        cbor.WriteTextString(Csr());
        cbor.WriteEndMap();
        var fromCsr = await AskBytesAsync("$aws/certificates/create-from-csr/cbor", cbor.Encode());

        Assert.EndsWith("/accepted", fromCsr.Topic);
        Assert.InRange(fromCsr.Payload.Length + fromCsr.Topic.Length, 500, 2_000);
        var reader = new CborReader(fromCsr.Payload, CborConformanceMode.Strict);
        Assert.Equal(3, reader.ReadStartMap());
        Assert.Equal("certificateOwnershipToken", reader.ReadTextString());
    }

    [Fact]
    public async Task From_CSR_gives_a_certificate_for_its_key_without_a_private_one()
    {
        var (topic, reply) = await AskAsync(FromCsr, JsonSerializer.Serialize(new { certificateSigningRequest = Csr() }));

        Assert.Equal(FromCsr + "/accepted", topic);
        Assert.Equal(["certificateOwnershipToken", "certificateId", "certificatePem"], reply.EnumerateObject().Select(m => m.Name));
        Assert.Contains("CN = sensor-1", OpenSsl.Run("x509 -subject -noout", reply.GetProperty("certificatePem").GetString()!));
    }

    [Theory]
    [InlineData(Create, "[", "InvalidPayload", "not valid JSON")]
    [InlineData(FromCsr, "", "InvalidPayload", "certificateSigningRequest is missing")]
    [InlineData(FromCsr, """{"certificateSigningrequest":"x"}""", "InvalidPayload", "did you mean 'certificateSigningRequest'?")]
    [InlineData(FromCsr, """{"certificateSigningRequest":7}""", "InvalidPayload", "must be a string, not a number")]
    [InlineData(FromCsr, """{"certificateSigningRequest":"x"}""", "InvalidCsr", "")]
    [InlineData(Provision, "{}", "InvalidCertificateOwnershipToken", "Certificate ownership token cannot be empty.")]
    [InlineData(Provision, """{"certificateownershiptoken":"x"}""", "InvalidCertificateOwnershipToken", "did you mean 'certificateOwnershipToken'?")]
    [InlineData(Provision, """{"certificateOwnershipToken":"x"}""", "InvalidCertificateOwnershipToken", "unknown")]
    [InlineData(Provision, """{"certificateOwnershipToken":"x","parameters":{"SerialNumber":1}}""", "InvalidPayload", "parameters.SerialNumber")]
    public async Task A_bad_request_is_rejected_with_all_three_members(string topic, string payload, string code, string named)
    {
        var (answeredOn, reply) = await AskAsync(topic, payload);

        Assert.Equal(topic + "/rejected", answeredOn);
        Assert.Equal(["statusCode", "errorCode", "errorMessage"], reply.EnumerateObject().Select(m => m.Name));
        Assert.Equal(400, reply.GetProperty("statusCode").GetInt32());
        Assert.Equal(code, reply.GetProperty("errorCode").GetString());
        Assert.Contains(named, reply.GetProperty("errorMessage").GetString());
        Assert.Empty((await registry.ReadAsync(tx => tx.Certificates.List(new PageRequest(1)), Ct)).Items);
    }

    [Fact]
    public async Task Register_makes_the_thing_activates_the_certificate_and_repeats_its_answer()
    {
        var request = await RegistrationAsync("42");

        var (topic, reply) = await AskAsync(Provision, request);
        var (_, again) = await AskAsync(Provision, request);

        Assert.Equal(Provision + "/accepted", topic);
        Assert.Equal("""{"deviceConfiguration":{"interval":"60"},"thingName":"sensor-42"}""", reply.GetRawText());
        Assert.Equal(reply.GetRawText(), again.GetRawText());
        var (thing, certificate) = await registry.ReadAsync(
            tx => (tx.Things.Find(new ThingName("sensor-42")), tx.Certificates.List(new PageRequest(10)).Items.Single()), Ct);
        Assert.NotNull(thing);
        Assert.Equal(CertificateStatus.Active, certificate.Status);
    }

    [Fact]
    public async Task Device_configuration_is_there_when_the_template_has_none_and_a_thing_name_only_with_a_thing()
    {
        await AddTemplateAsync("bare", """
            {"Parameters":{"AWS::IoT::Certificate::Id":{"Type":"String"}},
             "Resources":{"certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}}}
            """);

        var (_, reply) = await AskAsync("$aws/provisioning-templates/bare/provision/json", await RegistrationAsync("1"));

        Assert.Equal("""{"deviceConfiguration":{}}""", reply.GetRawText());
    }

    [Theory]
    [InlineData("missing", 404, "ResourceNotFound")]
    [InlineData("disabled", 404, "ResourceNotFound")]
    public async Task A_template_that_is_missing_or_disabled_is_rejected(string template, int status, string code)
    {
        await AddTemplateAsync("disabled", enabled: false);

        var (topic, reply) = await AskAsync($"$aws/provisioning-templates/{template}/provision/json", await RegistrationAsync("1"));

        Assert.EndsWith("/rejected", topic);
        Assert.Equal(status, reply.GetProperty("statusCode").GetInt32());
        Assert.Equal(code, reply.GetProperty("errorCode").GetString());
        Assert.Contains(template, reply.GetProperty("errorMessage").GetString());
    }

    [Fact]
    public async Task Two_hundred_devices_whose_hook_takes_2_s_register_within_5_s()
    {
        var hook = new PreProvisioningHook("https://hook.example/", null);
        await AddTemplateAsync("gated", hook: hook);
        askHook = async (_, ct) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2), ct);
            return new HookAnswer(true, new Dictionary<string, string>());
        };
        var requests = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => RegistrationAsync($"{i}")));

        var started = System.Diagnostics.Stopwatch.StartNew();
        var replies = await Task.WhenAll(requests.Select(request => AskAsync("$aws/provisioning-templates/gated/provision/json", request)));

        Assert.InRange(started.Elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
        Assert.All(replies, reply => Assert.EndsWith("/accepted", reply.Topic, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hook_is_told_of_the_session_and_asked_once_per_request()
    {
        await AddTemplateAsync("gated", hook: new PreProvisioningHook("https://hook.example/", null));
        List<HookRequest> asked = [];
        askHook = (request, _) =>
        {
            asked.Add(request);
            return Task.FromResult(new HookAnswer(true, new Dictionary<string, string> { ["SerialNumber"] = "overridden" }));
        };
        var request = await RegistrationAsync("1");

        var (_, reply) = await AskAsync("$aws/provisioning-templates/gated/provision/json", request);
        var (_, again) = await AskAsync("$aws/provisioning-templates/gated/provision/json", request);

        Assert.Equal("sensor-overridden", reply.GetProperty("thingName").GetString());
        Assert.Equal(reply.GetRawText(), again.GetRawText());
        var told = Assert.Single(asked);
        Assert.Equal((Claim, "device", "1"), (told.ClaimCertificateId, told.ClientId, told.Parameters["SerialNumber"]));
        Assert.Equal("arn:aws:iot:us-east-1:000000000000:provisioningtemplate/gated", told.TemplateArn);
        Assert.Contains("BEGIN CERTIFICATE", told.CertificatePem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_made_again_under_its_name_is_not_taken_for_the_old_one()
    {
        await AskAsync(Provision, await RegistrationAsync("1"));
        await registry.TransactAsync(tx => tx.Templates.Delete(new TemplateName("fleet")), Ct);
        await AddTemplateAsync("fleet", Body.Replace("sensor-", "other-", StringComparison.Ordinal));

        var (_, reply) = await AskAsync(Provision, await RegistrationAsync("2"));

        Assert.Equal("other-2", reply.GetProperty("thingName").GetString());
    }

    [Fact]
    public async Task An_expired_token_is_rejected_and_the_sweep_removes_its_certificate()
    {
        var request = await RegistrationAsync("1");
        var kept = await RegistrationAsync("2");
        await AskAsync(Provision, kept);
        using var sweeper = new Sweeper(registry, TimeSpan.FromMinutes(1), time, NullLogger<Sweeper>.Instance);
        Assert.Equal((0, 0), await sweeper.SweepAsync(Ct));

        time.Now += TimeSpan.FromHours(1);
        var (_, reply) = await AskAsync(Provision, request);
        Assert.Contains("expired", reply.GetProperty("errorMessage").GetString());

        time.Now += TimeSpan.FromSeconds(1);
        var (certificates, _) = await sweeper.SweepAsync(Ct);
        Assert.Equal(1, certificates);
        var left = await registry.ReadAsync(tx => tx.Certificates.List(new PageRequest(10)).Items, Ct);
        Assert.Equal(CertificateStatus.Active, Assert.Single(left).Status);
        Assert.Equal((0, 0), await sweeper.SweepAsync(Ct));
    }

    [Fact]
    public async Task A_failure_of_the_server_is_rejected_with_500_and_its_text_kept_back()
    {
        var ask = topics.Find(Create)!;
        await registry.DisposeAsync();

        var reply = await ask(new ReservedRequest(new DevicePrincipal(Claim, null!, "127.0.0.1", null), "d", Create, default), Ct);

        using var json = JsonDocument.Parse(reply.Payload);
        Assert.Equal((500, "InternalFailure"), (json.RootElement.GetProperty("statusCode").GetInt32(), json.RootElement.GetProperty("errorCode").GetString()));
    }

    const string Body = """
        {
          "Parameters": { "SerialNumber": { "Type": "String" }, "AWS::IoT::Certificate::Id": { "Type": "String" } },
          "Resources": {
            "thing": { "Type": "AWS::IoT::Thing", "Properties": { "ThingName": { "Fn::Join": ["", ["sensor-", { "Ref": "SerialNumber" }]] } } },
            "certificate": { "Type": "AWS::IoT::Certificate", "Properties": { "CertificateId": { "Ref": "AWS::IoT::Certificate::Id" }, "Status": "Active" } }
          },
          "DeviceConfiguration": { "interval": "60" }
        }
        """;

    async Task AddTemplateAsync(string name, string body = Body, bool enabled = true, PreProvisioningHook? hook = null) => await registry.TransactAsync(
        tx =>
        {
            tx.Templates.Insert(new(new TemplateName(name), null, enabled, "arn:aws:iam::000000000000:role/r", hook, "FLEET_PROVISIONING", 1, time.Now, time.Now), body);
            return true;
        },
        Ct);

    async Task<string> RegistrationAsync(string serialNumber)
    {
        var (_, created) = await AskAsync(FromCsr, JsonSerializer.Serialize(new { certificateSigningRequest = Csr() }));
        var token = created.GetProperty("certificateOwnershipToken").GetString();
        return JsonSerializer.Serialize(new { certificateOwnershipToken = token, parameters = new { SerialNumber = serialNumber } });
    }

    static string Csr()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=sensor-1", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
    }

    async Task<(string Topic, JsonElement Reply)> AskAsync(string topic, string payload)
    {
        var reply = await AskBytesAsync(topic, System.Text.Encoding.UTF8.GetBytes(payload));
        using var json = JsonDocument.Parse(reply.Payload);
        return (reply.Topic, json.RootElement.Clone());
    }

    async Task<ReservedReply> AskBytesAsync(string topic, byte[] payload) =>
        await topics.Find(topic)!(new ReservedRequest(new DevicePrincipal(Claim, null!, "127.0.0.1", null), "device", topic, payload), Ct);
}
