using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Server.Broker;
using Hatchery.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MQTTnet.Formatter;

namespace Hatchery.Server.Tests.Broker;

/// <summary>
/// The broker on a free loopback port, over a real registry in a temporary folder. Instead of TLS, the test says which
/// certificate a socket has.
/// </summary>
sealed class TestBroker : IAsyncDisposable
{
    public const string AllowAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}""";

    static readonly AwsAccount Account = new("us-east-1", "000000000000");

    readonly string _folder = Directory.CreateTempSubdirectory("hatchery-broker-").FullName;
    readonly ConcurrentDictionary<int, CertificateId> _certificateOfPort = new();
    WebApplication _app = null!;

    TestBroker(HatcheryOptions? options, ReservedTopicRouter? reserved, TimeProvider? time)
    {
        Registry = SqlRegistry.Open(SqliteDialect(_folder));
        Gateway = new DeviceGateway(Registry, Account, options ?? new HatcheryOptions(), reserved ?? (_ => null), time ?? TimeProvider.System, Logs.CreateLogger<DeviceGateway>());
        Registry.Committed += Gateway.Changed;
    }

    public SqlRegistry Registry { get; }

    public DeviceGateway Gateway { get; }

    public LogLines Logs { get; } = new();

    public int Port { get; private set; }

    public static async Task<TestBroker> StartAsync(HatcheryOptions? options = null, ReservedTopicRouter? reserved = null, TimeProvider? time = null)
    {
        var broker = new TestBroker(options, reserved, time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(broker.Gateway);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Use(next => connection =>
            {
                broker.SetPrincipal(connection);
                return next(connection);
            });
            listen.UseConnectionHandler<MqttConnectionHandler>();
        }));
        broker._app = builder.Build();
        await broker._app.StartAsync();
        broker.Port = new Uri(broker._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return broker;
    }

    /// <summary>An ACTIVE certificate with a policy of its own.</summary>
    public async Task<CertificateId> AddCertificateAsync(string policy = AllowAll)
    {
        var id = new CertificateId(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        var now = DateTimeOffset.UtcNow;
        var name = PolicyOf(id);
        await TransactAsync(tx =>
        {
            tx.Certificates.Insert(new DeviceCertificate
            {
                Id = id,
                Pem = "",
                Status = CertificateStatus.Active,
                CreatedAt = now,
                ModifiedAt = now,
                NotBefore = now,
                NotAfter = now.AddYears(1),
            });
            tx.Policies.Insert(name, policy, now);
            return tx.Policies.Attach(name, PolicyTarget.Certificate(id));
        });
        return id;
    }

    public Task<T> TransactAsync<T>(Func<IRegistryTransaction, T> body) => Registry.TransactAsync(body, TestContext.Current.CancellationToken);

    public static PolicyName PolicyOf(CertificateId id) => new("policy-" + id.Value[..16]);

    public Task ChangePolicyAsync(CertificateId id, string policy) => TransactAsync(tx =>
        tx.Policies.InsertVersion(PolicyOf(id), policy, setAsDefault: true, DateTimeOffset.UtcNow));

    public Task SetStatusAsync(CertificateId id, CertificateStatus status) =>
        TransactAsync(tx => tx.Certificates.SetStatus(id, status, DateTimeOffset.UtcNow));

    /// <summary>A statement that allows one action on one resource, the rest of its ARN given.</summary>
    public static string Allow(string action, string resource) => Statement("Allow", action, resource);

    public static string Deny(string action, string resource) => Statement("Deny", action, resource);

    public static string Policy(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    /// <summary>A socket with this certificate; null has none.</summary>
    public async Task<TestClient> OpenAsync(CertificateId? certificate, MqttProtocolVersion version = MqttProtocolVersion.V311, int? receiveBufferBytes = null)
    {
        var client = new TestClient(version, receiveBufferBytes);
        if (certificate is { } id) _certificateOfPort[client.LocalPort] = id;
        await client.OpenAsync(Port);
        return client;
    }

    /// <summary>A connected client.</summary>
    public async Task<TestClient> ConnectAsync(
        CertificateId certificate, string clientId, MqttProtocolVersion version = MqttProtocolVersion.V311, bool clean = true, uint expiry = 0)
    {
        var client = await OpenAsync(certificate, version);
        await client.ConnectAsync(clientId, clean, expiry);
        return client;
    }

    public static Task PauseAsync(int milliseconds) => Task.Delay(milliseconds, TestContext.Current.CancellationToken);

    public static async Task WaitUntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 250 && !condition(); i++) await PauseAsync(20);
        Assert.True(condition());
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _app.DisposeAsync();
        await Registry.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    void SetPrincipal(ConnectionContext connection)
    {
        var peer = (IPEndPoint)connection.RemoteEndPoint!;
        if (!_certificateOfPort.TryGetValue(peer.Port, out var id)) return;

        var facts = new CertificateFacts(id, "1", new Dictionary<string, IReadOnlyList<string>>());
        connection.Features.Set(new DevicePrincipal(id, facts, peer.Address.ToString(), DomainName: null));
    }

    static string Statement(string effect, string action, string resource) =>
        $$"""{"Effect":"{{effect}}","Action":"iot:{{action}}","Resource":"{{Account.IotArn(resource[..resource.IndexOf('/', StringComparison.Ordinal)], resource[(resource.IndexOf('/', StringComparison.Ordinal) + 1)..])}}"}""";

    static SqliteDialect SqliteDialect(string folder) => new(Path.Combine(folder, "hatchery.db"));
}
