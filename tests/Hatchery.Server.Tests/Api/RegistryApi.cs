using System.Text;
using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Server.Api;
using Hatchery.Server.Api.Hatchery;
using Hatchery.Server.Storage;
using Hatchery.Server.Tests.Api.Templates;

namespace Hatchery.Server.Tests.Api;

/// <summary>
/// The registry's operations over a real SQLite registry in a folder of its own, called by request lines as clients send them:
/// <c>PUT /things/bulb/principals?thingPrincipalType=EXCLUSIVE_THING</c>.
/// </summary>
sealed class RegistryApi : IAsyncDisposable
{
    public static readonly AwsAccount Account = new("us-east-1", "123456789012");
    static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, 250, TimeSpan.Zero);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hatchery-api-");
    readonly SqlRegistry registry;
    readonly ApiServices services;
    int certificates;

    RegistryApi()
    {
        registry = SqlRegistry.Open(new SqliteDialect(Path.Combine(folder.FullName, "hatchery.db")));

        // No operation of the registry issues certificates.
        services = new ApiServices(registry, Account, Issuer: null!, new HatcheryOptions(), Time);
    }

    public SettableTime Time { get; } = new(Noon);

    public static RegistryApi Open()
    {
        var api = new RegistryApi();
        foreach (var (name, path) in new[] { ("provisioning", "/"), ("other", "/path/") })
        {
            // SQLite's writer is a thread of its own: waiting for it here blocks nobody else.
            api.registry.AddProvisioningRoleAsync(name, path).GetAwaiter().GetResult();
        }

        return api;
    }

    public static ApiOperation Route(string requestLine)
    {
        var (method, path, _) = Split(requestLine);
        return Route(method, path).Operation;
    }

    /// <summary>Sends a request; the answer is the body, or an undefined element when there is none.</summary>
    public async Task<JsonElement> Send(string requestLine, string? body = null, string? principal = null)
    {
        var (method, path, query) = Split(requestLine);
        var (operation, labels) = Route(method, path);
        var request = new ApiRequest(
            labels,
            query,
            header => header == "x-amzn-principal" ? principal : null,
            body is null ? default : Encoding.UTF8.GetBytes(body));
        var response = await operation.Handle(request, services, TestContext.Current.CancellationToken);
        return response.Body.IsEmpty ? default : JsonDocument.Parse(response.Body).RootElement;
    }

    /// <summary>Sends a request that must be refused, and returns the refusal.</summary>
    public async Task<AwsError> Refuse(string requestLine, string? body = null, string? principal = null) =>
        await Assert.ThrowsAsync<AwsError>(() => Send(requestLine, body, principal));

    /// <summary>All pages of a list, followed by token; an item is its text or the text of its member <paramref name="of"/>.</summary>
    public async Task<List<string>> ListAll(string requestLine, string member, string? of = null, string? principal = null)
    {
        List<string> items = [];
        string? token = null;
        do
        {
            var next = token is null ? "" : $"{(requestLine.Contains('?', StringComparison.Ordinal) ? '&' : '?')}nextToken={Uri.EscapeDataString(token)}";
            var page = await Send(requestLine + next, principal: principal);
            items.AddRange(page.GetProperty(member).EnumerateArray().Select(item => (of is null ? item : item.GetProperty(of)).GetString()!));
            token = page.TryGetProperty("nextToken", out var following) ? following.GetString() : null;
            Assert.NotEqual("", token);
        }
        while (token is not null);
        return items;
    }

    /// <summary>Puts a certificate into the registry; its ARN.</summary>
    public async Task<string> AddCertificate()
    {
        var certificate = new DeviceCertificate
        {
            Id = CertificateId.Of(Encoding.UTF8.GetBytes($"certificate {++certificates}")),
            Pem = $"-----BEGIN CERTIFICATE-----\n{certificates}\n-----END CERTIFICATE-----\n",
            Status = CertificateStatus.Active,
            CreatedAt = Noon,
            ModifiedAt = Noon,
            NotBefore = Noon,
            NotAfter = Noon.AddYears(20),
        };
        await registry.TransactAsync(
            tx =>
            {
                tx.Certificates.Insert(certificate);
                return true;
            },
            TestContext.Current.CancellationToken);
        return PrincipalArn.Of(certificate.Id, Account);
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        folder.Delete(recursive: true);
    }

    static (string Method, string Path, Dictionary<string, string> Query) Split(string requestLine)
    {
        var (method, target) = requestLine.Split(' ') is [var first, var second] ? (first, second) : throw new ArgumentException(requestLine);
        var parts = target.Split('?', 2);
        var query = parts.Length == 1
            ? []
            : parts[1].Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        return (method, parts[0], query);
    }

    /// <summary>The operation with that method and path; one without labels wins over one with.</summary>
    static (ApiOperation Operation, Dictionary<string, string> Labels) Route(string method, string path)
    {
        var segments = path.Split('/');
        var operation = OperationTable.RegistryOperations.Concat(HatcheryApi.Operations)
            .Where(operation => operation.Method == method && Fits(operation.Path.Split('/'), segments))
            .MinBy(operation => operation.Path.Count(c => c == '{'));
        Assert.True(operation is not null, $"No operation for {method} {path}");
        var labels = operation.Path.Split('/').Zip(segments)
            .Where(pair => pair.First.StartsWith('{'))
            .ToDictionary(pair => pair.First.Trim('{', '}'), pair => Uri.UnescapeDataString(pair.Second));
        return (operation, labels);
    }

    static bool Fits(string[] template, string[] segments) =>
        template.Length == segments.Length && template.Zip(segments).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
}
