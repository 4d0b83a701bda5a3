using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Device.Payloads;
using MQTTnet.Protocol;

namespace Hatchery.Device.Tests;

/// <summary>The library against a gateway that behaves as AWS's documents say.</summary>
public sealed class FleetProvisioningClientTests : IAsyncLifetime
{
    readonly TestPki pki = new();
    readonly FakeGateway gateway;
    readonly DeviceCredentials claim;
    readonly Recorder steps = new();

    public FleetProvisioningClientTests()
    {
        gateway = new FakeGateway(pki);
        var (certificate, key) = pki.Issue("CN=claim");
        claim = new DeviceCredentials(certificate, key);
    }

    FleetProvisioningOptions Options => new()
    {
        Endpoint = new DeviceEndpoint("localhost") { Port = gateway.Port, RootCaPem = pki.RootPem, Timeout = TimeSpan.FromSeconds(5) },
        Claim = claim,
        TemplateName = "fleet",
        ClientId = "device-1",
        Parameters = new Dictionary<string, string> { ["SerialNumber"] = "1" },
        RetryDelay = TimeSpan.FromMilliseconds(1),
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        pki.Dispose();
    }

    [Theory]
    [InlineData(PayloadFormat.Json, MqttVersion.V311, KeySource.CreateKeysAndCertificate)]
    [InlineData(PayloadFormat.Cbor, MqttVersion.V311, KeySource.CreateCertificateFromCsr)]
    [InlineData(PayloadFormat.Json, MqttVersion.V5, KeySource.CreateCertificateFromCsr)]
    [InlineData(PayloadFormat.Cbor, MqttVersion.V5, KeySource.CreateKeysAndCertificate)]
    public async Task A_device_gets_an_identity_that_it_can_connect_with(PayloadFormat format, MqttVersion version, KeySource keys)
    {
        gateway.OnPublish = (topic, payload) => Provision(topic, payload, format);
        var options = Options with { PayloadFormat = format, KeySource = keys, Endpoint = Options.Endpoint with { MqttVersion = version } };

        var device = await new FleetProvisioningClient(options).ProvisionAsync(steps, TestContext.Current.CancellationToken);

        Assert.Equal("sensor-1", device.ThingName);
        Assert.Equal("wss://x", device.DeviceConfiguration["url"]);
        Assert.Equal([ProvisioningStep.Connected, ProvisioningStep.Subscribed, ProvisioningStep.CertificateReceived, ProvisioningStep.Registered], steps.Steps);
        Assert.Equal(device.CertificateId, steps.Details[2]);

        gateway.OnPublish = (topic, payload) => [(topic, payload)];
        await using var connection = await DeviceConnection.ConnectAsync(options.Endpoint, device.Credentials, "sensor-1", TestContext.Current.CancellationToken);
        await connection.SubscribeAsync(["a"], TestContext.Current.CancellationToken);
        await connection.PublishAsync("a", "hello"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("hello", (await connection.ReceiveAsync(TestContext.Current.CancellationToken)).Text);

        Assert.Equal([CertificateId(claim.CertificatePem), device.CertificateId], gateway.Clients);
        Assert.All(gateway.Connects, connect => Assert.True(connect.CleanSession));
    }

    [Fact]
    public async Task Whoever_cancels_hears_so_even_when_the_connection_ends_at_the_same_time()
    {
        using var stop = new CancellationTokenSource();
        var connection = await DeviceConnection.ConnectAsync(Options.Endpoint, claim, "sensor-1", TestContext.Current.CancellationToken);
        var waiting = connection.ReceiveAsync(stop.Token);

        // Registered last, so it runs first: the connection ends before the wait hears of the cancellation.
        await using var ending = stop.Token.Register(() => connection.DisposeAsync().AsTask().GetAwaiter().GetResult());
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task It_subscribes_to_the_exact_answers_before_it_asks()
    {
        gateway.OnPublish = (topic, payload) => Provision(topic, payload, PayloadFormat.Json);

        await new FleetProvisioningClient(Options).ProvisionAsync(ct: TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "$aws/certificates/create/json/accepted", "$aws/certificates/create/json/rejected",
                "$aws/provisioning-templates/fleet/provision/json/accepted", "$aws/provisioning-templates/fleet/provision/json/rejected",
            ],
            Assert.Single(gateway.Subscribes).TopicFilters.Select(filter => filter.Topic));
    }

    [Fact]
    public async Task A_rejection_carries_the_servers_words_and_is_not_tried_again()
    {
        gateway.OnPublish = (topic, _) =>
            [(topic + "/rejected", """{"statusCode":403,"errorCode":"AccessDenied","errorMessage":"the hook said no"}"""u8.ToArray())];

        var e = await Assert.ThrowsAsync<ProvisioningRejectedException>(() => new FleetProvisioningClient(Options).ProvisionAsync(ct: TestContext.Current.CancellationToken));

        Assert.Equal((403, "AccessDenied", "the hook said no"), (e.StatusCode, e.ErrorCode, e.ErrorMessage));
        Assert.Single(gateway.Connects);
    }

    [Fact]
    public async Task A_lost_connection_begins_the_flow_anew_with_a_fresh_certificate()
    {
        var registrations = 0;
        gateway.OnPublish = (topic, payload) => topic.Contains("provision/") && ++registrations is 1 ? null : Provision(topic, payload, PayloadFormat.Json);

        var device = await new FleetProvisioningClient(Options).ProvisionAsync(steps, TestContext.Current.CancellationToken);

        Assert.Equal("sensor-1", device.ThingName);
        Assert.Equal(2, gateway.Connects.Count);
        Assert.Equal(ProvisioningStep.Retrying, steps.Steps[3]);
        Assert.Equal(2, steps.Details.Where((_, i) => steps.Steps[i] is ProvisioningStep.CertificateReceived).Distinct().Count());
    }

    [Fact]
    public async Task A_denial_over_MQTT_311_ends_after_the_attempts_and_says_what_usually_lies_behind_it()
    {
        gateway.OnPublish = (_, _) => null;

        var e = await Assert.ThrowsAsync<DeviceConnectionException>(() => new FleetProvisioningClient(Options).ProvisionAsync(ct: TestContext.Current.CancellationToken));

        Assert.Contains("closed the connection while publishing to $aws/certificates/create/json", e.Message);
        Assert.Contains("policy", e.Message);
        Assert.Equal(3, gateway.Connects.Count);
    }

    [Fact]
    public async Task A_refused_CONNECT_is_not_tried_again()
    {
        gateway.ConnectAnswer = MqttConnectReturnCode.ConnectionRefusedNotAuthorized;

        var e = await Assert.ThrowsAsync<DeviceConnectionException>(() => new FleetProvisioningClient(Options).ProvisionAsync(ct: TestContext.Current.CancellationToken));

        Assert.False(e.IsTransient);
        Assert.Contains("NotAuthorized", e.Message);
        Assert.Single(gateway.Connects);
    }

    [Fact]
    public async Task A_server_of_another_root_is_refused_at_once()
    {
        using var other = new TestPki();
        var options = Options with { Endpoint = Options.Endpoint with { RootCaPem = other.RootPem } };

        var e = await Assert.ThrowsAsync<DeviceConnectionException>(() => new FleetProvisioningClient(options).ProvisionAsync(steps, TestContext.Current.CancellationToken));

        Assert.Contains("not issued by a root CA that this device trusts", e.Message);
        Assert.False(e.IsTransient);
        Assert.Empty(steps.Steps);
        Assert.Empty(gateway.Connects);
    }

    [Theory]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("127.0.0.1", "localhost", true)]
    [InlineData("localhost", "gateway.example", false)]
    public async Task The_server_has_to_carry_the_name_that_was_meant(string host, string? serverName, bool connects)
    {
        var endpoint = Options.Endpoint with { ServerName = serverName };
        var connect = DeviceConnection.ConnectAsync(endpoint with { Host = host }, claim, "c", TestContext.Current.CancellationToken);

        if (connects)
        {
            await (await connect).DisposeAsync();
            return;
        }

        Assert.Contains("its certificate is not for 'gateway.example'", (await Assert.ThrowsAsync<DeviceConnectionException>(() => connect)).Message);
    }

    [Fact]
    public async Task Silence_ends_at_the_timeout()
    {
        gateway.OnPublish = (_, _) => [];
        var options = Options with { AttemptsMax = 1, Endpoint = Options.Endpoint with { Timeout = TimeSpan.FromMilliseconds(300) } };

        var e = await Assert.ThrowsAsync<DeviceConnectionException>(() => new FleetProvisioningClient(options).ProvisionAsync(ct: TestContext.Current.CancellationToken));

        Assert.Contains("gave no answer within 0.3 s", e.Message);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_named()
    {
        // Port 1 (tcpmux) is nobody's, and nobody but root may take it.
        const int port = 1;
        var options = Options with { AttemptsMax = 2, Endpoint = new DeviceEndpoint("127.0.0.1") { Port = port } };

        var e = await Assert.ThrowsAsync<DeviceConnectionException>(() => new FleetProvisioningClient(options).ProvisionAsync(steps, TestContext.Current.CancellationToken));

        Assert.Contains($"No connection to 127.0.0.1:{port}", e.Message);
        Assert.Equal([ProvisioningStep.Retrying], steps.Steps);
    }

    [Fact]
    public async Task A_certificate_that_its_id_doesnt_name_is_refused()
    {
        gateway.OnPublish = (topic, payload) => Provision(topic, payload, PayloadFormat.Json, id: new string('0', 64));

        await Assert.ThrowsAsync<InvalidDataException>(() => new FleetProvisioningClient(Options).ProvisionAsync(ct: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_answer_whose_certificate_is_none_is_refused()
    {
        gateway.OnPublish = (topic, payload) => [(topic + "/accepted", PayloadCodec.Encode(
            new PayloadMap().Add("certificateId", new string('0', 64)).Add("certificatePem", "x").Add("privateKey", "x").Add("certificateOwnershipToken", "t"), PayloadFormat.Json))];

        await Assert.ThrowsAsync<InvalidDataException>(() => new FleetProvisioningClient(Options).ProvisionAsync(ct: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Neither_credentials_nor_a_device_print_the_key()
    {
        var device = new ProvisionedDevice("id", "cert", "key-secret", "thing", new Dictionary<string, string>());

        Assert.DoesNotContain("key-secret", $"{device} {device.Credentials}");
    }

    // What AWS would answer, by its documents.
    IReadOnlyList<(string Topic, byte[] Payload)> Provision(string topic, byte[] payload, PayloadFormat format, string? id = null)
    {
        var name = format is PayloadFormat.Cbor ? "cbor" : "json";
        if (topic == $"$aws/provisioning-templates/fleet/provision/{name}")
        {
            var request = PayloadCodec.Decode(payload, format);
            Assert.Equal("token", request.Text("certificateOwnershipToken"));
            return [(topic + "/accepted", PayloadCodec.Encode(
                new PayloadMap()
                    .Add("deviceConfiguration", new Dictionary<string, string> { ["url"] = "wss://x" })
                    .Add("thingName", $"sensor-{request.Map("parameters")["SerialNumber"]}"), format))];
        }

        var answer = new PayloadMap().Add("certificateOwnershipToken", "token");
        if (topic == $"$aws/certificates/create/{name}")
        {
            Assert.Empty(payload);
            var (certificate, key) = pki.Issue("CN=AWS IoT Certificate");
            answer.Add("certificatePem", certificate).Add("privateKey", key);
        }
        else
        {
            Assert.Equal($"$aws/certificates/create-from-csr/{name}", topic);
            answer.Add("certificatePem", pki.IssueFor(PayloadCodec.Decode(payload, format).Text("certificateSigningRequest")));
        }

        answer.Add("certificateId", id ?? CertificateId(answer.Text("certificatePem")));
        return [(topic + "/accepted", PayloadCodec.Encode(answer, format))];
    }

    static string CertificateId(string pem)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
    }

    sealed class Recorder : IProgress<ProvisioningProgress>
    {
        public List<ProvisioningStep> Steps { get; } = [];

        public List<string?> Details { get; } = [];

        public void Report(ProvisioningProgress value)
        {
            Assert.True(value.Elapsed >= TimeSpan.Zero);
            Steps.Add(value.Step);
            Details.Add(value.Detail);
        }
    }
}
