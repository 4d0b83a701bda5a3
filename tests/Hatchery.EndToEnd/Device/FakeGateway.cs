using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Hatchery.Device.Tests;

/// <summary>
/// A gateway that does what a test tells it, over real TLS and MQTT: so the device library is tested against AWS's
/// behaviour as documented, whatever our own server makes of it.
/// </summary>
sealed class FakeGateway : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly TestPki pki;
    readonly Task accepting;

    public FakeGateway(TestPki pki)
    {
        this.pki = pki;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Answers a publish with what to deliver; null closes the connection, as AWS does on a denial over MQTT 3.1.1.</summary>
    public Func<string, byte[], IReadOnlyList<(string Topic, byte[] Payload)>?> OnPublish { get; set; } = (topic, payload) => [(topic, payload)];

    public MqttConnectReturnCode ConnectAnswer { get; set; } = MqttConnectReturnCode.ConnectionAccepted;

    public ConcurrentQueue<MqttConnectPacket> Connects { get; } = [];

    public ConcurrentQueue<MqttSubscribePacket> Subscribes { get; } = [];

    /// <summary>SHA-256 of the client certificate of each connection.</summary>
    public ConcurrentQueue<string?> Clients { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trust.CustomTrustStore.ImportFromPem(pki.RootPem);
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = pki.Server,
                    ClientCertificateRequired = true,
                    CertificateChainPolicy = trust,
                },
                stop.Token);
            Clients.Enqueue(tls.RemoteCertificate is X509Certificate2 certificate ? certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant() : null);
            using var channel = new MqttTcpChannel(tls, null, null, null);
            using var mqtt = new MqttChannelAdapter(channel, new MqttPacketFormatterAdapter(new MqttBufferWriter(4096, 65535)), MqttNetNullLogger.Instance);
            while (await mqtt.ReceivePacketAsync(stop.Token) is { } packet && await AnswerAsync(mqtt, packet))
            {
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException or MQTTnet.Exceptions.MqttCommunicationException)
        {
            // The client went away, or the test is over.
        }
    }

    async Task<bool> AnswerAsync(MqttChannelAdapter mqtt, MqttPacket packet)
    {
        switch (packet)
        {
            case MqttConnectPacket connect:
                Connects.Enqueue(connect);
                await mqtt.SendPacketAsync(
                    new MqttConnAckPacket
                    {
                        ReturnCode = ConnectAnswer,
                        ReasonCode = ConnectAnswer is MqttConnectReturnCode.ConnectionAccepted ? MqttConnectReasonCode.Success : MqttConnectReasonCode.NotAuthorized,
                    },
                    stop.Token);
                return ConnectAnswer is MqttConnectReturnCode.ConnectionAccepted;
            case MqttSubscribePacket subscribe:
                Subscribes.Enqueue(subscribe);
                await mqtt.SendPacketAsync(
                    new MqttSubAckPacket
                    {
                        PacketIdentifier = subscribe.PacketIdentifier,
                        ReasonCodes = [.. subscribe.TopicFilters.Select(_ => MqttSubscribeReasonCode.GrantedQoS1)],
                    },
                    stop.Token);
                return true;
            case MqttPublishPacket publish:
                return await DeliverAsync(mqtt, publish);
            default:
                return packet is not MqttDisconnectPacket;
        }
    }

    async Task<bool> DeliverAsync(MqttChannelAdapter mqtt, MqttPublishPacket publish)
    {
        if (OnPublish(publish.Topic, publish.Payload.ToArray()) is not { } deliveries)
        {
            return false;
        }

        await mqtt.SendPacketAsync(new MqttPubAckPacket { PacketIdentifier = publish.PacketIdentifier }, stop.Token);
        foreach (var (topic, payload) in deliveries)
        {
            await mqtt.SendPacketAsync(new MqttPublishPacket { Topic = topic, PayloadSegment = payload }, stop.Token);
        }

        return true;
    }
}
