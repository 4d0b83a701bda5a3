using System.Net;
using System.Text;
using System.Text.Json;
using Hatchery.Core;
using Hatchery.Server.Access;
using Hatchery.Server.Api;
using Hatchery.Server.Api.Provisioning;
using Hatchery.Server.Audit;
using Hatchery.Server.Broker;
using Hatchery.Server.Certificates;
using Hatchery.Server.Storage;
using Hatchery.Server.Tests.Api.Templates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hatchery.Server.Tests.Api;

/// <summary>The API on a free port, over a database and a CA in a folder of its own.</summary>
public sealed class ApiServer : IAsyncLifetime
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hatchery-api-");
    readonly HttpClient client = new();
    WebApplication? app;
    SqlRegistry? registry;
    AuditTrail? audit;
    CertificateAuthorities? authorities;
    KeyPool? keyPool;
    DeviceGateway? gateway;

    public AccessKey Key { get; } = AccessKey.Create();

    public AwsAccount Account { get; } = new("us-east-1", "000000000000");

    public string Url { get; private set; } = "";

    public string Folder => folder.FullName;

    internal SqlRegistry Registry => registry!;

    internal DeviceGateway Gateway => gateway!;

    internal CertificateIssuer Issuer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new HatcheryOptions { DataFolder = folder.FullName };
        registry = SqlRegistry.Open(new SqliteDialect(Path.Combine(folder.FullName, "hatchery.db")));
        authorities = CertificateAuthorities.LoadOrCreate(options, TimeProvider.System);
        keyPool = new KeyPool(1);
        keyPool.Start();
        Issuer = new CertificateIssuer(authorities.Issuing, keyPool, TimeProvider.System);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.MapGet("/healthz", () => "ok");
        var callers = new CallerDirectory(registry, new AccessKeys(Key), MasterKey.Create(), Account, TimeProvider.System);
        registry.Committed += callers.Changed;
        audit = AuditTrail.Open(new SqliteDialect(Path.Combine(folder.FullName, "audit.db")), options, TimeProvider.System, NullLogger<AuditTrail>.Instance);
        await registry.AddProvisioningRoleAsync();
        gateway = new DeviceGateway(registry, Account, options, _ => null, TimeProvider.System, NullLogger<DeviceGateway>.Instance);
        registry.Committed += gateway.Changed;
        var services = new ApiServices(registry, Account, Issuer, options, TimeProvider.System) { Callers = callers, Gateway = gateway, Retained = gateway.RetainedMessages, Audit = audit };
        app.MapReportDownloads(services);
        app.MapAwsApi(services);
        await app.StartAsync();
        Url = app.Urls.Single();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app!.DisposeAsync();
        await gateway!.DisposeAsync();
        await audit!.DisposeAsync();
        await registry!.DisposeAsync();
        keyPool!.Dispose();
        authorities!.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>A signed request; the target goes out as it stands.</summary>
    public Task<Answer> SendAsync(string method, string target, string body = "", string service = "iot", string region = "us-east-1", params (string Name, string Value)[] headers) =>
        SendAsAsync(Key, method, target, body, service, region, headers);

    /// <summary>Signed with another key than the account's.</summary>
    public async Task<Answer> SendAsAsync(
        AccessKey key, string method, string target, string body = "", string service = "iot", string region = "us-east-1", params (string Name, string Value)[] headers)
    {
        using var request = Request(method, target, body);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        SigV4Signer.Sign(request, Encoding.UTF8.GetBytes(body), key.Id, key.Secret, region, service, DateTimeOffset.UtcNow);
        return await SendAsync(request);
    }

    /// <summary>A signed form for IAM or STS.</summary>
    public Task<Answer> QueryAsync(string service, string form) => QueryAsAsync(Key, service, form);

    /// <summary>Signed with another key than the account's.</summary>
    public async Task<Answer> QueryAsAsync(AccessKey key, string service, string form, string? token = null)
    {
        using var request = Request("POST", "/", form);
        if (token is not null)
        {
            request.Headers.Add("X-Amz-Security-Token", token);
        }

        request.Content!.Headers.ContentType = new("application/x-www-form-urlencoded");
        SigV4Signer.Sign(request, Encoding.UTF8.GetBytes(form), key.Id, key.Secret, "us-east-1", service, DateTimeOffset.UtcNow);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request);
        return new Answer(
            (int)response.StatusCode,
            response.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.Single() : null,
            response.Headers.TryGetValues("x-amzn-RequestId", out var ids) ? ids.Single() : null,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync())
        {
            Warnings = response.Headers.TryGetValues("x-hatchery-warnings", out var warnings) ? warnings.Single() : null,
        };
    }

    public HttpRequestMessage Request(string method, string target, string body = "") => new(new HttpMethod(method), Url + target)
    {
        Content = body.Length == 0 ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
    };
}

public sealed record Answer(int Status, string? ErrorType, string? RequestId, string? ContentType, string Body)
{
    /// <summary>Hatchery's header on AWS's answers.</summary>
    public string? Warnings { get; init; }

    /// <summary>The body of a success.</summary>
    public JsonElement Json
    {
        get
        {
            Assert.True(Status == 200, $"{Status} {ErrorType} {Body}");
            return JsonDocument.Parse(Body).RootElement;
        }
    }

    public string? this[string member] => Json.GetProperty(member).GetString();

    /// <summary>Checks a refusal of the JSON protocol and gives its message.</summary>
    public string Refused(AwsErrorCode code)
    {
        Assert.Equal((code.Status, code.Name), (Status, ErrorType));
        return JsonDocument.Parse(Body).RootElement.GetProperty("message").GetString()!;
    }

    public void Done() => Assert.Equal((200, ""), (Status, Body));
}
