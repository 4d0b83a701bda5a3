using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Faults;

/// <summary>Whoever misbehaves is closed; the next honest device is served.</summary>
public sealed class HostilePeersTests(SeedFixture fixture)
{
    [Fact]
    public async Task An_honest_device_is_served_beside_300_connections_that_say_nothing_and_others_that_talk_rubbish()
    {
        var seed = fixture.Require();
        var silent = new List<Socket>();
        try
        {
            for (var i = 0; i < 300; i++)
            {
                silent.Add(await OpenAsync(seed));
            }

            for (var i = 0; i < 20; i++)
            {
                var garbage = await OpenAsync(seed);
                await garbage.SendAsync(RandomNumberGenerator.GetBytes(200), TestContext.Current.CancellationToken);
                silent.Add(garbage);
            }

            var watch = Stopwatch.StartNew();
            await Devices.ProvisionAsync(Devices.Options(seed, "honest"));
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"the honest device took {watch.Elapsed}");
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task A_certificate_that_is_not_registered_is_closed_before_MQTT_and_named_in_the_log()
    {
        var seed = fixture.Require();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = new CertificateRequest("CN=stranger", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var id = Convert.ToHexStringLower(stranger.GetCertHash(HashAlgorithmName.SHA256));
        await AssertClosedAsync(seed, stranger);
        await Eventually.TrueAsync(() => seed.Server.Log.Contains(id[..8], StringComparison.Ordinal));
    }

    [Fact]
    public Task A_connection_without_a_certificate_is_closed() => AssertClosedAsync(fixture.Require(), null);

    /// <summary>TLS 1.3 lets the client finish its handshake before the server has judged the certificate: what counts is that no MQTT answer comes.</summary>
    static async Task AssertClosedAsync(Seed seed, X509Certificate2? certificate)
    {
        using var socket = await OpenAsync(seed);
        await using var tls = new SslStream(new NetworkStream(socket));
        var read = 0;
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                CertificateChainPolicy = Trust(seed),
            }, TestContext.Current.CancellationToken);
            byte[] connect = [0x10, 13, 0, 4, .. "MQTT"u8, 4, 2, 0, 60, 0, 1, (byte)'x'];
            await tls.WriteAsync(connect, TestContext.Current.CancellationToken);
            read = await tls.ReadAsync(new byte[16], TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // A reset or an alert: closed as well.
        }

        Assert.Equal(0, read);
    }

    static X509ChainPolicy Trust(Seed seed)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(seed.Server.Info.RootCaFile);
        return policy;
    }

    static async Task<Socket> OpenAsync(Seed seed)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, seed.Server.Info.MqttPort));
        return socket;
    }
}
