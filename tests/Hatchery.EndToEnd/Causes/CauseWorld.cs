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

/// <summary>A server for the cases, with an endpoint that plays its hooks. Set up by botocore; each case has certificates of its own.</summary>
public sealed partial class CauseWorld : IAsyncLifetime
{
    public const string Anything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}""";

    WebApplication _hooks = null!;
    AwsApiClient _api = null!;
    Botocore? _botocore;
    readonly TaskCompletionSource _hookAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Lock _lock = new();
    readonly SemaphoreSlim _places = new(8);
    Dictionary<string, Task<Met>>? _meetings;
    int _count, _addresses;

    internal HatcheryServer Server { get; private set; } = null!;

    /// <summary>The hook at <c>/changed</c> was asked, and takes its time.</summary>
    internal Task HookAsked => _hookAsked.Task;

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
        Server = await HatcheryServer.StartAsync(null, "--hook-endpoint", HookUrl);
        _api = new AwsApiClient(ApiTarget.Of(Server.Info), TimeProvider.System);
        _botocore = await Botocore.StartAsync(Server);
        if (_botocore is null)
        {
            return;
        }

        await _api.IamAsync(
            "CreateRole", new Dictionary<string, string> { ["RoleName"] = "case", ["AssumeRolePolicyDocument"] = SeedDocuments.RoleTrust }, TestContext.Current.CancellationToken);
        Claim = await CertificateAsync(Anything);
    }

    public async ValueTask DisposeAsync()
    {
        if (_botocore is not null)
        {
            await _botocore.DisposeAsync();
        }

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

    /// <summary>What an operator does.</summary>
    /// <param name="operation">As botocore spells it.</param>
    internal Task<JsonObject> IotAsync(string operation, JsonObject arguments) => _botocore!.CallAsync(operation, arguments);

    internal void Require()
    {
        Assert.SkipWhen(_botocore is null, "botocore is not installed");
        Assert.SkipWhen(Command.Find("mosquitto_rr") is null, "mosquitto-clients is not installed");
    }

    /// <summary>A loopback address that no other device dials from.</summary>
    internal string Address() => $"127.0.7.{Interlocked.Increment(ref _addresses)}";

    /// <summary>An operation of Hatchery's own.</summary>
    internal Task<JsonObject> HatcheryAsync(HttpMethod method, string path, JsonObject body) => _api.HatcheryAsync(method, path, body, Ct);

    internal Task IamAsync(string action, Dictionary<string, string> arguments) => _api.IamAsync(action, arguments, Ct);

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
        await IotAsync("register_certificate_without_ca", new JsonObject { ["certificatePem"] = certificate.Certificate.ExportCertificatePem(), ["status"] = status });
        if (policy is not null)
        {
            var name = Name("policy");
            await IotAsync("create_policy", new JsonObject { ["policyName"] = name, ["policyDocument"] = policy });
            await IotAsync("attach_policy", new JsonObject { ["policyName"] = name, ["target"] = certificate.Arn });
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

    internal Task SetStatusAsync(TestCertificate certificate, string status) => IotAsync("update_certificate", new JsonObject { ["certificateId"] = certificate.Id, ["newStatus"] = status });

    /// <summary>A connected device that does one thing and is hung up on.</summary>
    internal async Task<Met> HungUpAsync(string policy, Func<RawDevice, Task> act, byte level = 4)
    {
        var clientId = Name("hung-up");
        await using var device = await RawDevice.ConnectAsync(Server, await CertificateAsync(policy), level, clientId);
        await act(device);
        return new Met(clientId);
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

    internal static Task<T> AskAsync<T>(RawDevice device, string topic, string payload, string outcome, Func<JsonElement, T> read) =>
        AskAsync(device, topic, Encoding.UTF8.GetBytes(payload), outcome, read);

    static async Task<T> AskAsync<T>(RawDevice device, string topic, byte[] payload, string outcome, Func<JsonElement, T> read)
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
        const string Certificate = """ "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"} } } """;
        return await TemplateOfAsync(resources.Length == 0 ? Certificate : $"{Certificate},{resources}", hook, enabled, type);
    }

    /// <param name="more">Further sections, e.g. <c>"Mappings":{}</c>.</param>
    internal async Task<string> TemplateOfAsync(string resources, string? hook = null, bool enabled = true, string type = "FLEET_PROVISIONING", string? more = null)
    {
        var name = Name("template");
        var body = $$"""{"Parameters":{"SerialNumber":{"Type":"String"} },"Resources":{ {{resources}} }{{(more is null ? "" : "," + more)}} }""";
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

        await IotAsync("create_provisioning_template", request);
        return name;
    }

    /// <summary>The path says what the hook is to do.</summary>
    async Task AnswerHookAsync(HttpContext context)
    {
        if (context.Request.Path == "/changed")
        {
            _hookAsked.TrySetResult();
        }

        await Task.Delay(context.Request.Path.Value switch { "/slow" or "/changed" => 1_500, "/never" => 8_000, _ => 0 }, context.RequestAborted);
        if (context.Request.Path.Value!.Contains("/functions/", StringComparison.Ordinal))
        {
            context.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
        }

        context.Response.StatusCode = context.Request.Path == "/status" ? 503 : 200;
        await context.Response.WriteAsync(context.Request.Path.Value switch
        {
            "/refuse" => """{"allowProvisioning":false}""",
            "/much" => new string(' ', 65_537),
            "/nonsense" => """{"allow":"perhaps"}""",
            _ => """{"allowProvisioning":true}""",
        });
    }
}
