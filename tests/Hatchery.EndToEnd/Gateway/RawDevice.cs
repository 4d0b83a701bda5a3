using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Gateway;

/// <summary>
/// A device that writes and reads MQTT byte by byte over real TLS. It shares no codec with the server, so a mistake of the codec's
/// can't hide.
/// </summary>
sealed class RawDevice : IAsyncDisposable
{
    public const byte ConnAck = 0x20;
    public const byte PubAck = 0x40;
    public const byte SubAck = 0x90;
    public const byte UnsubAck = 0xB0;
    public const byte PingResp = 0xD0;
    public const byte Disconnect = 0xE0;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly TcpClient _tcp = new() { NoDelay = true };
    readonly byte _level;
    SslStream _tls = null!;
    ushort _packetId;

    RawDevice(byte level) => _level = level;

    /// <summary>TLS, and no CONNECT yet.</summary>
    public static async Task<RawDevice> OpenAsync(HatcheryServer server, TestCertificate certificate, byte level, int? port = null, string? alpn = null, string? from = null)
    {
        var device = new RawDevice(level);
        if (from is not null)
        {
            device._tcp.Client.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        }

        await device._tcp.ConnectAsync("localhost", port ?? server.Info.MqttPort);
        device._tls = new SslStream(device._tcp.GetStream());
        await device._tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            CertificateChainPolicy = TrustOnly(server.Info.RootCaFile),
            ClientCertificateContext = SslStreamCertificateContext.Create(certificate.Certificate, additionalCertificates: null, offline: true),
            ApplicationProtocols = alpn is null ? null : [new SslApplicationProtocol(alpn)],
        });
        return device;
    }

    /// <summary>A connected device.</summary>
    public static async Task<RawDevice> ConnectAsync(
        HatcheryServer server, TestCertificate certificate, byte level, string clientId, bool clean = true, byte[]? properties = null, Will? will = null, string? from = null)
    {
        var device = await OpenAsync(server, certificate, level, from: from);
        var answer = await device.ConnectAsync(clientId, clean, 60, properties, will);
        Assert.Equal((ConnAck, (byte)0), (answer.Header, answer.Body[1]));
        return device;
    }

    public Task<RawPacket> ConnectAsync(
        string clientId, bool clean = true, ushort keepAlive = 60, byte[]? properties = null, Will? will = null, string? userName = null, byte? level = null, string protocol = "MQTT")
    {
        var flags = (clean ? 2 : 0) | (will is null ? 0 : 4 | (will.QualityOfService << 3) | (will.Retain ? 32 : 0)) | (userName is null ? 0 : 128);
        byte[] body =
        [
            .. Text(protocol), level ?? _level, (byte)flags, .. Number(keepAlive), .. Properties(properties), .. Text(clientId),
            .. will is null ? [] : (byte[])[.. Properties(null), .. Text(will.Topic), .. Text(will.Payload)],
            .. userName is null ? [] : Text(userName),
        ];
        return AskAsync(0x10, body);
    }

    /// <summary>Subscribes to filters, each with its options byte.</summary>
    public Task<RawPacket> SubscribeAsync(byte options, params string[] filters) => SubscribeAsync(null, options, filters);

    public Task<RawPacket> SubscribeAsync(byte[]? properties, byte options, params string[] filters) =>
        AskAsync(0x82, [.. Number(++_packetId), .. Properties(properties), .. filters.SelectMany(f => (byte[])[.. Text(f), options])]);

    public Task<RawPacket> UnsubscribeAsync(params string[] filters) =>
        AskAsync(0xA2, [.. Number(++_packetId), .. Properties(null), .. filters.SelectMany(Text)]);

    /// <summary>Publishes at QoS 1; the answer.</summary>
    public Task<RawPacket> PublishAsync(string topic, string payload, bool retain = false, byte[]? properties = null) =>
        PublishAsync(topic, Encoding.UTF8.GetBytes(payload), retain, properties);

    public Task<RawPacket> PublishAsync(string topic, byte[] payload, bool retain = false, byte[]? properties = null) =>
        AskAsync((byte)(0x32 | (retain ? 1 : 0)), [.. Text(topic), .. Number(++_packetId), .. Properties(properties), .. payload]);

    /// <summary>Publishes at QoS 0.</summary>
    public Task PublishLightlyAsync(string topic, string payload, byte[]? properties = null) =>
        SendAsync(0x30, [.. Text(topic), .. Properties(properties), .. Encoding.UTF8.GetBytes(payload)]);

    public Task AcknowledgeAsync(RawPacket publish) => SendAsync(PubAck, Number(publish.PacketId));

    public Task LeaveAsync() => SendAsync(Disconnect, []);

    /// <summary>Nothing came until now: a PINGREQ is answered by its PINGRESP and by nothing before it.</summary>
    public async Task ExpectNothingAsync()
    {
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(PingResp, (await AskAsync(0xC0, [])).Header);
    }

    public async Task<RawPacket> ExpectPublishAsync(string payload)
    {
        var packet = await ReceiveAsync();
        Assert.Equal(0x30, packet.Header & 0xF0);
        Assert.Equal(payload, packet.PayloadOf(_level));
        return packet;
    }

    public Task SendAsync(byte header, byte[] body) => _tls.WriteAsync((byte[])[header, .. VariableLength(body.Length), .. body], TestContext.Current.CancellationToken).AsTask();

    public async Task<RawPacket> AskAsync(byte header, byte[] body)
    {
        await SendAsync(header, body);
        return await ReceiveAsync();
    }

    /// <summary>The next packet; <see cref="RawPacket.End"/> when the server closed, with TLS's own end.</summary>
    public async Task<RawPacket> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var header = new byte[1];
        if (await ReadAsync(header, limit.Token) == 0) return RawPacket.End;

        var (length, shift) = (0, 0);
        var b = new byte[1];
        do
        {
            await _tls.ReadExactlyAsync(b, limit.Token);
            length |= (b[0] & 0x7F) << shift;
            shift += 7;
        }
        while ((b[0] & 0x80) != 0);

        var body = new byte[length];
        await _tls.ReadExactlyAsync(body, limit.Token);
        return new RawPacket(header[0], body);
    }

    /// <summary>Goes without a word.</summary>
    public void Abort()
    {
        _tcp.Client.LingerState = new LingerOption(true, 0);
        _tcp.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _tls.DisposeAsync();
        _tcp.Dispose();
    }

    public static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. Number((ushort)bytes.Length), .. bytes];
    }

    public static byte[] Number(ushort number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        return bytes;
    }

    public static byte[] Number32(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    static X509ChainPolicy TrustOnly(string rootCaFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(rootCaFile);
        return policy;
    }

    ValueTask<int> ReadAsync(byte[] into, CancellationToken ct) => _tls.ReadAsync(into, ct);

    byte[] Properties(byte[]? properties) => _level < 5 ? [] : [.. VariableLength(properties?.Length ?? 0), .. properties ?? []];

    static byte[] VariableLength(int length)
    {
        var bytes = new List<byte>();
        do
        {
            bytes.Add((byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);

        return [.. bytes];
    }
}

/// <summary>A will for a CONNECT.</summary>
sealed record Will(string Topic, string Payload, int QualityOfService = 0, bool Retain = false);

/// <summary>A client certificate that the server has registered, with its key.</summary>
sealed record TestCertificate(string Id, string Arn, X509Certificate2 Certificate, string CertificateFile, string KeyFile);
