using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Server.Certificates;
using Hatchery.Server.Storage;
using Hatchery.Server.Tests.Certificates;
using Hatchery.Server.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Tests.Tls;

/// <summary>Both device ports on a real registry. Where MQTT would be, it greets with the certificate id and then echoes; by HTTP it answers with that.</summary>
sealed class DeviceServer : IAsyncDisposable
{
    readonly TempFolder folder = new();
    readonly CertificateAuthorities cas;
    readonly KeyPool keys = new(0);
    readonly WebApplication app;

    DeviceServer()
    {
        var options = new HatcheryOptions { DataFolder = folder.Path };
        cas = CertificateAuthorities.LoadOrCreate(options, TimeProvider.System);
        Registry = SqlRegistry.Open(new SqliteDialect(folder.File("hatchery.db")));
        var certificate = ServerCertificate.LoadOrCreate(options, cas.Root, TimeProvider.System);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new LogLines(Logs));
        (ListenOptions Mqtt, ListenOptions Https) ports = default;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var justInTime = new JustInTimeAdmission(
                Registry, new AwsAccount("us-east-1", "000000000000"), new SilentGateway(), TimeProvider.System, kestrel.ApplicationServices.GetRequiredService<ILogger<JustInTimeAdmission>>());
            var admission = new DeviceAdmission(Registry, justInTime, TimeProvider.System, kestrel.ApplicationServices.GetRequiredService<ILogger<DeviceAdmission>>());
            ports = kestrel.ListenForDevices(new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Loopback, 0), certificate, admission, ServeAsync);
        });
        app = builder.Build();
        app.Run(http =>
        {
            // With its length known the answer comes in one piece.
            var id = http.Features.Get<DevicePrincipal>()!.CertificateId.Value;
            http.Response.ContentLength = id.Length;
            return http.Response.WriteAsync(id);
        });
        Ports = () => ports;
    }

    public SqlRegistry Registry { get; }

    public ConcurrentQueue<string> Logs { get; } = new();

    public ConcurrentQueue<DevicePrincipal> Principals { get; } = new();

    public string RootFile => cas.RootFile;

    public int MqttPort => Ports().Mqtt.IPEndPoint!.Port;

    public int HttpsPort => Ports().Https.IPEndPoint!.Port;

    Func<(ListenOptions Mqtt, ListenOptions Https)> Ports { get; }

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<DeviceServer> StartAsync()
    {
        var server = new DeviceServer();
        await server.app.StartAsync(Ct);
        return server;
    }

    /// <summary>A clean stop, as a signal asks for.</summary>
    public Task StopAsync() => app.StopAsync(Ct);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        await Registry.DisposeAsync();
        keys.Dispose();
        cas.Dispose();
        folder.Dispose();
    }

    /// <summary>A client certificate with its key, registered in a state; not at all when that is null.</summary>
    public async Task<X509Certificate2> DeviceAsync(
        CertificateStatus? status = CertificateStatus.Active, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issued = new CertificateIssuer(cas.Issuing, keys, TimeProvider.System).IssueFor(new(new X500DistinguishedName("CN=device"), new PublicKey(key)));
        if (status is { } registered)
        {
            var now = TimeProvider.System.GetUtcNow();
            var certificate = new DeviceCertificate
            {
                Id = issued.Id,
                Pem = issued.Pem,
                Status = registered,
                CreatedAt = now,
                ModifiedAt = now,
                NotBefore = notBefore ?? issued.NotBefore,
                NotAfter = notAfter ?? issued.NotAfter,
            };
            await Registry.TransactAsync(
                tx =>
                {
                    tx.Certificates.Insert(certificate);
                    return true;
                },
                Ct);
        }

        return X509Certificate2.CreateFromPem(issued.Pem, key.ExportECPrivateKeyPem());
    }

    /// <summary>PEM files of a client certificate, for openssl.</summary>
    public string Arguments(X509Certificate2 device)
    {
        var pem = device.ExportCertificatePem() + "\n" + device.GetECDsaPrivateKey()!.ExportECPrivateKeyPem();
        var file = folder.Write(device.Thumbprint, pem);
        return $"-cert {file} -key {file} -CAfile {RootFile} -verify_return_error";
    }

    public string TempFile(string name) => folder.File(name);

    public async Task<SslStream> ConnectAsync(int port, X509Certificate2? device, SslProtocols protocols = SslProtocols.None, params string[] alpn)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, Ct);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                EnabledSslProtocols = protocols,
                ApplicationProtocols = alpn.Length == 0 ? null : [.. alpn.Select(name => new SslApplicationProtocol(name))],
                ClientCertificates = device is null ? null : new X509CertificateCollection { device },
                LocalCertificateSelectionCallback = device is null ? null : (_, _, _, _, _) => device,
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { cas.Root.Certificate },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
            Ct);
        return tls;
    }

    /// <summary>What the server says before it closes or waits: the certificate id it took, or nothing.</summary>
    public static async Task<string> GreetingAsync(SslStream tls)
    {
        var buffer = new byte[256];
        try
        {
            var length = await tls.ReadAsync(buffer, Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(5), Ct);
            return Encoding.ASCII.GetString(buffer, 0, length).TrimEnd();
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>The one line logged, which may come a moment after the client sees the end.</summary>
    public async Task<string> LogAsync()
    {
        for (var i = 0; Logs.IsEmpty && i < 500; i++)
        {
            await Task.Delay(10, Ct);
        }

        return Assert.Single(Logs);
    }

    async Task ServeAsync(ConnectionContext connection)
    {
        var principal = connection.Features.Get<DevicePrincipal>()!;
        Principals.Enqueue(principal);
        await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(principal.CertificateId.Value + "\n"));
        while (true)
        {
            var read = await connection.Transport.Input.ReadAsync();
            foreach (var segment in read.Buffer)
            {
                await connection.Transport.Output.WriteAsync(segment);
            }

            connection.Transport.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }
}
