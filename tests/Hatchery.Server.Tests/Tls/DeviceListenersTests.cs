using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.RegularExpressions;
using Hatchery.Core.Certificates;
using Hatchery.Server.Tests.Certificates;

namespace Hatchery.Server.Tests.Tls;

public sealed class DeviceListenersTests : IAsyncLifetime
{
    DeviceServer server = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await DeviceServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_registered_device_is_let_in(SslProtocols protocols)
    {
        using var device = await server.DeviceAsync();
        await using var tls = await server.ConnectAsync(server.MqttPort, device, protocols);

        Assert.Equal(CertificateId.Of(device.RawData).Value, await DeviceServer.GreetingAsync(tls));
        Assert.Equal(protocols, tls.SslProtocol);
        var principal = Assert.Single(server.Principals);
        Assert.Equal(("127.0.0.1", "localhost"), (principal.SourceIp, principal.DomainName));
        Assert.Equal(["device"], principal.Facts.Fields["Subject.CommonName"]);
    }

    [Theory]
    [InlineData("x-amzn-mqtt-ca")]
    [InlineData("mqtt")]
    [InlineData("")]
    public async Task The_mqtt_port_takes_MQTTs_ALPN_names_and_none(string alpn)
    {
        using var device = await server.DeviceAsync();
        await using var tls = await server.ConnectAsync(server.MqttPort, device, SslProtocols.None, alpn.Length == 0 ? [] : [alpn]);

        Assert.Equal(alpn, tls.NegotiatedApplicationProtocol.ToString());
        Assert.NotEmpty(await DeviceServer.GreetingAsync(tls));
    }

    [Fact]
    public async Task The_https_port_takes_MQTT_by_certificate()
    {
        using var device = await server.DeviceAsync();
        await using var tls = await server.ConnectAsync(server.HttpsPort, device, SslProtocols.None, "x-amzn-mqtt-ca");

        Assert.Equal(CertificateId.Of(device.RawData).Value, await DeviceServer.GreetingAsync(tls));
    }

    [Theory]
    [InlineData("x-amzn-http-ca")]
    [InlineData("http/1.1")]
    [InlineData("http/1.0")]
    [InlineData("")]
    public async Task The_https_port_takes_HTTP_by_certificate(string alpn)
    {
        using var device = await server.DeviceAsync();
        await using var tls = await server.ConnectAsync(server.HttpsPort, device, SslProtocols.None, alpn.Length == 0 ? [] : [alpn]);

        // Twice: the connection stays.
        for (var i = 0; i < 2; i++)
        {
            await tls.WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Ct);
            var answer = await DeviceServer.GreetingAsync(tls);
            Assert.StartsWith("HTTP/1.1 200 ", answer);
            Assert.Contains(CertificateId.Of(device.RawData).Value, answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("http/1.1")]
    [InlineData("")]
    public async Task HTTP_of_a_certificate_that_is_not_active_is_closed(string alpn)
    {
        using var device = await server.DeviceAsync(CertificateStatus.Inactive);
        await using var tls = await server.ConnectAsync(server.HttpsPort, device, SslProtocols.None, alpn.Length == 0 ? [] : [alpn]);

        Assert.Equal("", await DeviceServer.GreetingAsync(tls));
        Assert.Contains("it is INACTIVE", await server.LogAsync());
    }

    [Fact]
    public async Task A_client_that_says_nothing_on_the_https_port_does_not_hold_up_a_stop()
    {
        using var device = await server.DeviceAsync();
        await using var tls = await server.ConnectAsync(server.HttpsPort, device);

        await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(5), Ct);

        Assert.Equal("", await DeviceServer.GreetingAsync(tls));
    }

    [Theory]
    [InlineData("mqtt", "custom authorizer")]
    [InlineData("", "MQTT without ALPN")]
    public async Task The_https_port_says_what_it_does_not_serve_and_closes(string alpn, string said)
    {
        using var device = await server.DeviceAsync();
        await using var tls = await server.ConnectAsync(server.HttpsPort, device, SslProtocols.None, alpn.Length == 0 ? [] : [alpn]);
        await tls.WriteAsync(Convert.FromHexString("101100044D5154540402003C0005746573742D"), Ct);

        Assert.Equal("", await DeviceServer.GreetingAsync(tls));
        Assert.Contains(said, await server.LogAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_unknown_ALPN_name_fails_the_handshake(bool https)
    {
        using var device = await server.DeviceAsync();

        await Assert.ThrowsAsync<AuthenticationException>(() => server.ConnectAsync(https ? server.HttpsPort : server.MqttPort, device, SslProtocols.None, "h2"));
        Assert.Empty(server.Principals);
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task A_session_is_resumed_and_its_certificate_looked_up_again(string version)
    {
        using var device = await server.DeviceAsync();
        var id = CertificateId.Of(device.RawData);
        var s_client = $"s_client -connect 127.0.0.1:{server.MqttPort} {version} {server.Arguments(device)}";
        var session = server.TempFile("session");

        Assert.Contains(id.Value, await ConversationAsync($"{s_client} -sess_out {session}"));
        var resumed = await ConversationAsync($"{s_client} -sess_in {session}");
        Assert.Contains("Reused, TLSv1", resumed);
        Assert.Contains(id.Value, resumed);

        await server.Registry.TransactAsync(tx => tx.Certificates.SetStatus(id, CertificateStatus.Revoked, DateTimeOffset.UnixEpoch), Ct);
        var revoked = await ConversationAsync($"{s_client} -sess_in {session}");
        Assert.Contains("Reused, TLSv1", revoked);
        Assert.DoesNotContain(id.Value, revoked);
    }

    [Fact]
    public async Task Garbage_instead_of_TLS_is_closed()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.MqttPort, Ct);
        await socket.SendAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray(), Ct);

        var received = 1;
        while (received > 0)
        {
            received = await socket.ReceiveAsync(new byte[100], Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(5), Ct);
        }

        Assert.Empty(server.Principals);
        Assert.Contains("did not finish its TLS handshake", await server.LogAsync());
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_server_is_named()
    {
        OpenSsl.Try($"s_client -connect 127.0.0.1:{server.MqttPort} -verify_return_error -no-CAfile -no-CApath");

        Assert.Contains("root-ca.pem", await server.LogAsync());
    }

    [Fact]
    public async Task Three_hundred_silent_connections_do_not_hold_up_the_next_device()
    {
        var silent = new List<Socket>();
        for (var i = 0; i < 300; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, server.MqttPort, Ct);
            silent.Add(socket);
        }

        using var device = await server.DeviceAsync();
        await using var tls = await server.ConnectAsync(server.MqttPort, device).WaitAsync(TimeSpan.FromSeconds(3), Ct);

        Assert.NotEmpty(await DeviceServer.GreetingAsync(tls));
        silent.ForEach(socket => socket.Dispose());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_peer_silent_in_its_handshake_does_not_hold_up_a_stop(bool https)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, https ? server.HttpsPort : server.MqttPort, Ct);
        using var device = await server.DeviceAsync();
        await using var tls = await server.ConnectAsync(server.MqttPort, device); // the silent one is accepted by now
        Assert.NotEmpty(await DeviceServer.GreetingAsync(tls));
        await tls.ShutdownAsync();
        Assert.Empty(await DeviceServer.GreetingAsync(tls));

        await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(2), Ct);

        Assert.True(server.Logs.IsEmpty, string.Join('\n', server.Logs));
    }

    /// <summary>Runs openssl until the server has greeted or hung up; what it printed.</summary>
    static async Task<string> ConversationAsync(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(Ct);
        var output = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(Ct) is { } line)
        {
            output.AppendLine(line);
            if (Regex.IsMatch(line, "[0-9a-f]{64}"))
            {
                process.StandardInput.Close();
            }
        }

        await process.WaitForExitAsync(Ct);
        return output + await errors;
    }
}
