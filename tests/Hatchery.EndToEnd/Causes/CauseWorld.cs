using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Seed;
using Hatchery.EndToEnd.Gateway;
using Hatchery.EndToEnd.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hatchery.EndToEnd.Causes;

/// <summary>A server for the cases, with an endpoint that plays its hooks. Set up by the API; devices are certificates of their own.</summary>
public sealed class CauseWorld : IAsyncLifetime
{
    public const string Anything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}""";

    WebApplication _hooks = null!;
    AwsApiClient _api = null!;
    readonly Lock _lock = new();
    readonly SemaphoreSlim _places = new(6);
    Dictionary<string, Task<Met>>? _meetings;
    int _count;

    internal HatcheryServer Server { get; private set; } = null!;

    internal string HookUrl => _hooks.Urls.Single();

    /// <summary>May do everything.</summary>
    internal TestCertificate Claim { get; private set; } = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _hooks = builder.Build();
        _hooks.Run(AnswerHookAsync);
        await _hooks.StartAsync();
        Server = await HatcheryServer.StartAsync();
        _api = new AwsApiClient(ApiTarget.Of(Server.Info), TimeProvider.System);
        await _api.IamAsync(
            "CreateRole", new Dictionary<string, string> { ["RoleName"] = "case", ["AssumeRolePolicyDocument"] = SeedDocuments.RoleTrust }, TestContext.Current.CancellationToken);
        Claim = await CertificateAsync(Anything);
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        _places.Dispose();
        await Server.DisposeAsync();
        await _hooks.DisposeAsync();
    }

    /// <summary>What a case comes to. The first question starts all of them: devices mostly wait.</summary>
    internal Task<Met> MeetAsync(CauseCase @case)
    {
        lock (_lock)
        {
            _meetings ??= CauseCase.All.ToDictionary(c => c.Name, MeetInTurnAsync);
            return _meetings[@case.Name];
        }
    }

    async Task<Met> MeetInTurnAsync(CauseCase @case)
    {
        await _places.WaitAsync(Ct);
        try
        {
            return await @case.MeetAsync(this);
        }
        finally
        {
            _places.Release();
        }
    }

    internal string Arn(string resource) => $"arn:aws:iot:{Server.Info.Region}:{Server.Info.Account}:{resource}";

    /// <summary>A name that nothing else has.</summary>
    internal string Name(string prefix) => $"{prefix}-{Interlocked.Increment(ref _count)}";

    internal Task<JsonObject> IotAsync(HttpMethod method, string path, JsonObject? body = null) => _api.IotAsync(method, path, body, Ct);

    internal Task<JsonObject> AttemptsAsync(string query) => _api.HatcheryAsync(HttpMethod.Get, $"attempts?{query}", null, Ct);

    /// <summary>A policy of one statement.</summary>
    internal string Allow(string action, string resource) => Policy(Statement("Allow", action, resource));

    internal string Statement(string effect, string action, string resource) =>
        $$"""{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{(resource.StartsWith("arn:", StringComparison.Ordinal) ? resource : Arn(resource))}}"}""";

    internal string Connect => Statement("Allow", "iot:Connect", "client/*");

    internal static string Policy(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    /// <summary>A registered certificate that the device made itself.</summary>
    internal async Task<TestCertificate> CertificateAsync(string? policy, string status = "ACTIVE", DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        var certificate = SelfSigned(notBefore, notAfter);
        await IotAsync(HttpMethod.Post, "/certificate/register-no-ca", new JsonObject { ["certificatePem"] = certificate.Certificate.ExportCertificatePem(), ["status"] = status });
        if (policy is not null)
        {
            var name = Name("policy");
            await IotAsync(HttpMethod.Post, $"/policies/{name}", new JsonObject { ["policyDocument"] = policy });
            await IotAsync(HttpMethod.Put, $"/target-policies/{name}", new JsonObject { ["target"] = certificate.Arn });
        }

        return certificate;
    }

    /// <summary>One that nobody registered.</summary>
    internal TestCertificate SelfSigned(DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=case", key, HashAlgorithmName.SHA256);
        return Written(request.CreateSelfSigned(notBefore ?? DateTimeOffset.UtcNow.AddDays(-1), notAfter ?? DateTimeOffset.UtcNow.AddDays(30)));
    }

    internal TestCertificate Written(X509Certificate2 certificate)
    {
        var id = Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));
        var file = Path.Combine(Server.Folder, id[..16]);
        File.WriteAllText(file + ".pem", certificate.ExportCertificatePem());
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(file + ".key", key.ExportPkcs8PrivateKeyPem());
        return new TestCertificate(id, Arn($"cert/{id}"), certificate, file + ".pem", file + ".key");
    }

    internal Task SetStatusAsync(TestCertificate certificate, string status) => IotAsync(HttpMethod.Put, $"/certificates/{certificate.Id}?newStatus={status}");

    /// <summary>Dials, connects and is refused.</summary>
    internal async Task<Met> RefusedConnectAsync(TestCertificate certificate, string? clientId = null, Will? will = null)
    {
        clientId ??= Name("refused");
        await using var device = await RawDevice.OpenAsync(Server, certificate, 4);
        Assert.Equal(RawPacket.End, await device.ConnectAsync(clientId, will: will));
        return new Met(clientId);
    }

    /// <summary>A connected device that does one thing and is hung up on.</summary>
    internal async Task<Met> HungUpAsync(string policy, Func<RawDevice, Task> act, byte level = 4)
    {
        var clientId = Name("hung-up");
        await using var device = await RawDevice.ConnectAsync(Server, await CertificateAsync(policy), level, clientId);
        await act(device);
        return new Met(clientId);
    }

    /// <summary>Asks a provisioning topic and is rejected.</summary>
    internal Task<Met> RejectedAsync(string topic, string payload) => RejectedAsync(topic, Encoding.UTF8.GetBytes(payload));

    internal async Task<Met> RejectedAsync(string topic, byte[] payload)
    {
        var clientId = Name("rejected");
        await using var device = await RawDevice.ConnectAsync(Server, Claim, 4, clientId);
        return new Met(clientId, await AskAsync(device, topic, payload, "rejected", answer => answer.GetProperty("errorMessage").GetString()!));
    }

    /// <summary>Creates a certificate and registers it by a template, which is rejected.</summary>
    internal async Task<Met> RejectedRegistrationAsync(string template, string parameters = """{"SerialNumber":"s1"}""")
    {
        var clientId = Name("rejected");
        await using var device = await RawDevice.ConnectAsync(Server, Claim, 4, clientId);
        var token = await CreateAsync(device);
        return new Met(clientId, await RegisterAsync(device, template, token, parameters, "rejected", answer => answer.GetProperty("errorMessage").GetString()!));
    }

    internal static Task<string> RegisterAsync(RawDevice device, string template, string token, string parameters, string outcome, Func<JsonElement, string> read) => AskAsync(
        device, $"$aws/provisioning-templates/{template}/provision/json", $$"""{"certificateOwnershipToken":"{{token}}","parameters":{{parameters}}}""", outcome, read);

    /// <returns>The ownership token.</returns>
    internal static Task<string> CreateAsync(RawDevice device) => AskAsync(
        device, "$aws/certificates/create-from-csr/json", JsonSerializer.Serialize(new { certificateSigningRequest = Csr() }), "accepted", answer => answer.GetProperty("certificateOwnershipToken").GetString()!);

    internal static string Csr()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
    }

    static Task<string> AskAsync(RawDevice device, string topic, string payload, string outcome, Func<JsonElement, string> read) =>
        AskAsync(device, topic, Encoding.UTF8.GetBytes(payload), outcome, read);

    static async Task<string> AskAsync(RawDevice device, string topic, byte[] payload, string outcome, Func<JsonElement, string> read)
    {
        Assert.Equal(RawDevice.PubAck, (await device.PublishAsync(topic, payload)).Header);
        var answer = await device.ReceiveAsync();
        Assert.Equal($"{topic}/{outcome}", answer.Topic);
        using var json = JsonDocument.Parse(answer.PayloadOf(4));
        return read(json.RootElement);
    }

    /// <summary>A template with a certificate resource and the given ones.</summary>
    internal async Task<string> TemplateAsync(string resources, string? hook = null, bool enabled = true, string type = "FLEET_PROVISIONING")
    {
        var name = Name("template");
        const string Certificate = """ "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"} } } """;
        var all = resources.Length == 0 ? Certificate : $"{Certificate},{resources}";
        var body = $$"""{"Parameters":{"SerialNumber":{"Type":"String"} },"Resources":{ {{all}} } }""";
        var request = new JsonObject
        {
            ["templateName"] = name,
            ["templateBody"] = body,
            ["provisioningRoleArn"] = $"arn:aws:iam::{Server.Info.Account}:role/case",
            ["enabled"] = enabled,
            ["type"] = type,
        };
        if (hook is not null)
        {
            request["preProvisioningHook"] = new JsonObject { ["payloadVersion"] = "2020-04-01", ["targetArn"] = hook };
        }

        await IotAsync(HttpMethod.Post, "/provisioning-templates", request);
        return name;
    }

    /// <summary>The path says what the hook is to do.</summary>
    static Task AnswerHookAsync(HttpContext context)
    {
        context.Response.StatusCode = context.Request.Path == "/status" ? 503 : 200;
        return context.Response.WriteAsync(context.Request.Path.Value switch
        {
            "/refuse" => """{"allowProvisioning":false}""",
            "/nonsense" => """{"allow":"perhaps"}""",
            _ => """{"allowProvisioning":true}""",
        });
    }
}
