using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Hatchery.EndToEnd.Gateway;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Causes;

/// <summary>What fails before MQTT, by whatever dials the port. No certificate is known yet, so each case comes from an address of its own.</summary>
static class TlsCases
{
    // A ClientHello of TLS 1.1 with one cipher suite and no extension.
    static readonly byte[] HelloOfTls11 = Convert.FromHexString("16030100" + "2D" + "01000029" + "0302" + new string('0', 64) + "00" + "0002" + "002F" + "0100");

    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("tls-no-bytes", "a port scan", world => SendAsync(world, [])),
        new("plain-mqtt", "mosquitto without TLS", MosquittoWithoutTlsAsync),
        new("plain-http", "curl on the device port", world => SendAsync(world, Encoding.ASCII.GetBytes("GET /things HTTP/1.1\r\n\r\n"))),
        new("tls-not-tls", "something else", world => SendAsync(world, [0, 1, 2, 3, 4, 5, 6, 7])),
        new("tls-version", "a client of TLS 1.1", world => SendAsync(world, HelloOfTls11)),
        new("tls-silent", "a handshake that stops half-way", HalfHandshakeAsync),
        new("tls-alpn", "an ALPN name nobody serves", world => DialAsync(world, world.Server.Info.MqttPort, "h2")),
        new("tls-protocol-not-served", "a custom authorizer on the https port", world => DialAsync(world, world.Server.Info.HttpsPort, "mqtt", world.Claim)),
        new("tls-broken-off", "mosquitto with another root CA", MosquittoWithAnotherRootAsync),
        new("tls-no-client-certificate", "a client without certificate", world => DialAsync(world, world.Server.Info.MqttPort, alpn: null)),
    ];

    static async Task<Met> SendAsync(CauseWorld world, byte[] bytes)
    {
        var address = world.Address();
        using var tcp = new TcpClient(new IPEndPoint(IPAddress.Parse(address), 0));
        await tcp.ConnectAsync("127.0.0.1", world.Server.Info.MqttPort);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(bytes);
        tcp.Client.Shutdown(SocketShutdown.Send);
        try
        {
            while (await stream.ReadAsync(new byte[64]) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Closed with bytes unread.
        }

        return new Met(address);
    }

    /// <summary>Its first byte comes late, the second never: one bound holds for both.</summary>
    static async Task<Met> HalfHandshakeAsync(CauseWorld world)
    {
        var address = world.Address();
        using var tcp = new TcpClient(new IPEndPoint(IPAddress.Parse(address), 0));
        await tcp.ConnectAsync("127.0.0.1", world.Server.Info.MqttPort);
        var open = Stopwatch.StartNew();
        await using var stream = tcp.GetStream();
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        await stream.WriteAsync(HelloOfTls11.AsMemory(0, 1));
        try
        {
            Assert.Equal(0, await stream.ReadAsync(new byte[1]));
        }
        catch (IOException)
        {
            // Closed with a reset.
        }

        Assert.InRange(open.Elapsed, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(14));
        return new Met(address);
    }

    static async Task<Met> DialAsync(CauseWorld world, int port, string? alpn, TestCertificate? certificate = null)
    {
        var address = world.Address();
        using var tcp = new TcpClient(new IPEndPoint(IPAddress.Parse(address), 0));
        await tcp.ConnectAsync("127.0.0.1", port);
        await using var tls = new SslStream(tcp.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ApplicationProtocols = alpn is null ? null : [new SslApplicationProtocol(alpn)],
                ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate.Certificate, null, offline: true),
#pragma warning disable CA5359 // the server's refusal is what is tested
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
            });
            Assert.Equal(0, await tls.ReadAsync(new byte[1]));
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // As expected: the server hangs up.
        }

        return new Met(address);
    }

    static Task<Met> MosquittoWithoutTlsAsync(CauseWorld world) => MosquittoAsync(world, "-i", "plain");

    static Task<Met> MosquittoWithAnotherRootAsync(CauseWorld world) =>
        MosquittoAsync(world, "--cafile", world.Claim.CertificateFile, "--cert", world.Claim.CertificateFile, "--key", world.Claim.KeyFile);

    static async Task<Met> MosquittoAsync(CauseWorld world, params string[] options)
    {
        var program = Command.Find("mosquitto_pub");
        Assert.SkipWhen(program is null, "mosquitto-clients is not installed");
        var address = world.Address();
        var done = await Command.RunAsync(program, ["-h", "127.0.0.1", "-p", $"{world.Server.Info.MqttPort}", "-A", address, "-t", "t", "-m", "m", .. options]);
        Assert.NotEqual(0, done.ExitCode);
        return new Met(address);
    }
}
