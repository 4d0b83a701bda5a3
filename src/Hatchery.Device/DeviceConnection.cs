using System.Buffers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Hatchery.Device;

/// <summary>An MQTT connection over mutual TLS, with a clean session, QoS 1 and a bounded inbox.</summary>
public sealed class DeviceConnection : IAsyncDisposable
{
    const int InboxMax = 1_000;

    readonly DeviceEndpoint endpoint;
    readonly X509Certificate2 certificate;
    readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();

    // A full inbox holds back the next message, not the acknowledgements.
    readonly Channel<DeviceMessage> inbox = Channel.CreateBounded<DeviceMessage>(InboxMax);

    // Why the server isn't trusted; the exception that comes of it doesn't say.
    string? distrust;

    DeviceConnection(DeviceEndpoint endpoint, X509Certificate2 certificate)
    {
        this.endpoint = endpoint;
        this.certificate = certificate;
        client.ApplicationMessageReceivedAsync += e =>
            inbox.Writer.WriteAsync(new DeviceMessage(e.ApplicationMessage.Topic, e.ApplicationMessage.Payload.ToArray())).AsTask();
        client.DisconnectedAsync += e =>
        {
            inbox.Writer.TryComplete(e.Exception);
            return Task.CompletedTask;
        };
    }

    /// <summary>Connects as the holder of a certificate.</summary>
    /// <exception cref="DeviceConnectionException">No connection, or the server refused it.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The credentials are no certificate with its key.</exception>
    public static async Task<DeviceConnection> ConnectAsync(
        DeviceEndpoint endpoint, DeviceCredentials credentials, string clientId, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credentials);
        var connection = new DeviceConnection(endpoint, credentials.Load());
        try
        {
            await connection.OpenAsync(clientId, ct).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Subscribes to topic filters with QoS 1, in one packet.</summary>
    /// <exception cref="DeviceConnectionException">Refused, or the connection ended.</exception>
    public async Task SubscribeAsync(IReadOnlyCollection<string> filters, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(filters);
        var subscribe = new MqttClientSubscribeOptions
        {
            TopicFilters = [.. filters.Select(filter => new MqttTopicFilterBuilder().WithTopic(filter).WithAtLeastOnceQoS().Build())],
        };
        var result = await RunAsync($"subscribing to {string.Join(", ", filters)}", t => client.SubscribeAsync(subscribe, t), ct).ConfigureAwait(false);
        var refused = result.Items.FirstOrDefault(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2);
        if (refused is not null)
        {
            throw new DeviceConnectionException($"The server refused the subscription to {refused.TopicFilter.Topic}: {refused.ResultCode}", isTransient: false);
        }
    }

    /// <summary>Publishes with QoS 1 and waits for the acknowledgement.</summary>
    /// <exception cref="DeviceConnectionException">Refused, or the connection ended.</exception>
    public async Task PublishAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken ct = default)
    {
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(topic).WithPayloadSegment(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        var result = await RunAsync($"publishing to {topic}", t => client.PublishAsync(message, t), ct).ConfigureAwait(false);
        if (!result.IsSuccess)
        {
            throw new DeviceConnectionException($"The server refused the message to {topic}: {result.ReasonCode}", isTransient: false);
        }
    }

    /// <summary>The next message delivered, whatever its topic.</summary>
    /// <exception cref="DeviceConnectionException">None came in time, or the connection ended.</exception>
    public Task<DeviceMessage> ReceiveAsync(CancellationToken ct = default) =>
        RunAsync("waiting for a message", t => inbox.Reader.ReadAsync(t).AsTask(), ct);

    /// <summary>Says goodbye and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (client.IsConnected)
        {
            await client.TryDisconnectAsync().ConfigureAwait(false);
        }

        inbox.Writer.TryComplete();
        client.Dispose();
        certificate.Dispose();
    }

    async Task OpenAsync(string clientId, CancellationToken ct)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(endpoint.Host, endpoint.Port)
            .WithClientId(clientId)
            .WithCleanSession()
            .WithKeepAlivePeriod(endpoint.KeepAlive)
            .WithTimeout(endpoint.Timeout)
            .WithProtocolVersion(endpoint.MqttVersion is MqttVersion.V5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311)
            .WithTlsOptions(Secure);
        var result = await RunAsync("connecting", t => client.ConnectAsync(builder.Build(), t), ct).ConfigureAwait(false);
        if (result.ResultCode is not MqttClientConnectResultCode.Success)
        {
            throw new DeviceConnectionException(
                $"{endpoint.Host}:{endpoint.Port} refused the connection: {result.ResultCode}",
                isTransient: result.ResultCode is MqttClientConnectResultCode.ServerBusy or MqttClientConnectResultCode.ServerUnavailable);
        }
    }

    void Secure(MqttClientTlsOptionsBuilder tls)
    {
        // A selection callback, not a collection: .NET would hold the certificate back when the server names issuers it doesn't know.
        tls.UseTls()
            .WithTargetHost(endpoint.ServerName ?? endpoint.Host)
            .WithRevocationMode(X509RevocationMode.NoCheck)
            .WithClientCertificates([certificate])
            .WithCertificateSelectionHandler(_ => certificate)
            .WithCertificateValidationHandler(e => (distrust = Distrust(e.SslPolicyErrors)) is null);
        if (endpoint.RootCaPem is { } pem)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(pem);
            tls.WithTrustChain(roots);
        }

        if (endpoint.Alpn is { } alpn)
        {
            tls.WithApplicationProtocols([new SslApplicationProtocol(alpn)]);
        }
    }

    string? Distrust(SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return $"its certificate is not for '{endpoint.ServerName ?? endpoint.Host}'";
        }

        return errors is SslPolicyErrors.None ? null : "its certificate is not issued by a root CA that this device trusts, or has expired";
    }

    async Task<T> RunAsync<T>(string doing, Func<CancellationToken, Task<T>> operation, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(endpoint.Timeout);
        try
        {
            return await operation(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (ct.IsCancellationRequested && e is not OperationCanceledException)
        {
            // Whatever else broke meanwhile: who asks to stop gets to hear that it stopped.
            throw new OperationCanceledException($"Cancelled while {doing}", e, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            throw ConnectionFailure.Explain(e, doing, endpoint, distrust, timedOut: timeout.IsCancellationRequested);
        }
    }
}
