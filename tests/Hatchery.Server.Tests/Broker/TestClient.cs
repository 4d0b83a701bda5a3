using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Server.Tests.Broker;

/// <summary>A socket that speaks MQTT packet by packet, and bytes where a test wants to be rude.</summary>
sealed class TestClient : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(150);

    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly IMqttPacketFormatter _formatter;
    ushort _packetId;

    public TestClient(MqttProtocolVersion version, int? receiveBufferBytes = null)
    {
        Version = version;
        if (receiveBufferBytes is { } bytes) _socket.ReceiveBufferSize = bytes;
        _formatter = MqttPacketFormatterAdapter.GetMqttPacketFormatter(version, new MqttBufferWriter(4096, 65535));
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public MqttProtocolVersion Version { get; }

    public int LocalPort => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public ushort NextPacketId() => ++_packetId;

    public Task OpenAsync(int port) => _socket.ConnectAsync(IPAddress.Loopback, port);

    public async Task<MqttConnAckPacket> ConnectAsync(string clientId, bool clean = true, uint expiry = 0)
    {
        await SendAsync(new MqttConnectPacket { ClientId = clientId, CleanSession = clean, SessionExpiryInterval = expiry, KeepAlivePeriod = 60, RequestProblemInformation = true });
        var answer = await ExpectAsync<MqttConnAckPacket>();
        Assert.Equal(MqttConnectReasonCode.Success, answer.ReasonCode);
        return answer;
    }

    public async Task<MqttSubAckPacket> SubscribeAsync(string filter, int qos = 0)
    {
        await SendAsync(new MqttSubscribePacket { PacketIdentifier = NextPacketId(), TopicFilters = [Filter(filter, qos)] });
        return await ExpectAsync<MqttSubAckPacket>();
    }

    public static MqttTopicFilter Filter(string filter, int qos = 0) => new() { Topic = filter, QualityOfServiceLevel = (MqttQualityOfServiceLevel)qos };

    public static MqttPublishPacket Message(string topic, string payload, int qos = 0, bool retain = false, ushort id = 0) => new()
    {
        Topic = topic,
        Payload = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(payload)),
        QualityOfServiceLevel = (MqttQualityOfServiceLevel)qos,
        Retain = retain,
        PacketIdentifier = id,
    };

    /// <summary>Publishes; at QoS 1 returns the PUBACK.</summary>
    public async Task<MqttPubAckPacket?> PublishAsync(string topic, string payload, int qos = 0, bool retain = false)
    {
        await SendAsync(Message(topic, payload, qos, retain, qos > 0 ? NextPacketId() : (ushort)0));
        return qos > 0 ? await ExpectAsync<MqttPubAckPacket>() : null;
    }

    public Task AcknowledgeAsync(MqttPublishPacket packet) => SendAsync(new MqttPubAckPacket { PacketIdentifier = packet.PacketIdentifier });

    public Task SendAsync(MqttPacket packet) => SendBytesAsync(Encode(packet));

    public byte[] Encode(MqttPacket packet) => _formatter.Encode(packet).ToArray();

    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes) => await _socket.SendAsync(bytes);

    public async Task<T> ExpectAsync<T>() where T : MqttPacket
    {
        var packet = await ReceiveAsync();
        return packet as T ?? throw new Xunit.Sdk.XunitException($"expected {typeof(T).Name}, got {packet?.ToString() ?? "the end of the connection"}");
    }

    public async Task<MqttPublishPacket> ExpectMessageAsync(string payload)
    {
        var publish = await ExpectAsync<MqttPublishPacket>();
        Assert.Equal(payload, Encoding.UTF8.GetString(publish.Payload.ToArray()));
        return publish;
    }

    public async Task ExpectClosedAsync()
    {
        if (await ReceiveAsync() is { } packet) throw new Xunit.Sdk.XunitException($"expected the end of the connection, got {packet}");
    }

    /// <summary>An MQTT 5 DISCONNECT with this reason, then the end.</summary>
    public async Task<MqttDisconnectPacket> ExpectDisconnectAsync(MqttDisconnectReasonCode code)
    {
        var packet = await ExpectAsync<MqttDisconnectPacket>();
        Assert.Equal(code, packet.ReasonCode);
        await ExpectClosedAsync();
        return packet;
    }

    /// <summary>Nothing came: a PINGREQ is answered by its PINGRESP and by nothing before it.</summary>
    public async Task ExpectSilenceAsync()
    {
        await Task.Delay(Silence);
        await SendAsync(new MqttPingReqPacket());
        await ExpectAsync<MqttPingRespPacket>();
    }

    /// <summary>Null when the server closed the connection.</summary>
    public async Task<MqttPacket?> ReceiveAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            var header = new byte[1];
            if (!await ReadAsync(header, timeout.Token)) return null;

            var (length, lengthBytes) = (0, 0);
            var b = new byte[1];
            do
            {
                if (!await ReadAsync(b, timeout.Token)) return null;
                length |= (b[0] & 0x7F) << (7 * lengthBytes++);
            }
            while ((b[0] & 0x80) != 0);

            var body = new byte[length];
            if (!await ReadAsync(body, timeout.Token)) return null;
            return _formatter.Decode(new ReceivedMqttPacket(header[0], body, 1 + lengthBytes + length));
        }
        catch (SocketException)
        {
            return null;
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"nothing came within {Patience}", e);
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Goes without a word: the peer sees a reset.</summary>
    public void Abort()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    async Task<bool> ReadAsync(Memory<byte> into, CancellationToken ct)
    {
        while (into.Length > 0)
        {
            var read = await _socket.ReceiveAsync(into, ct);
            if (read == 0) return false;
            into = into[read..];
        }

        return true;
    }
}
