using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Device.Payloads;

namespace Hatchery.Device;

/// <summary>
/// Provisions a device by claim: connect with the batch's claim certificate, get a certificate of its own, register with a
/// template. The device then connects as itself with <see cref="DeviceConnection"/>.
/// </summary>
public sealed class FleetProvisioningClient(FleetProvisioningOptions options)
{
    readonly string createTopic = ProvisioningTopics.Create(options.KeySource, options.PayloadFormat);
    readonly string provisionTopic = ProvisioningTopics.Provision(options.TemplateName, options.PayloadFormat);

    /// <summary>Runs the whole flow, again from its start when the connection fails.</summary>
    /// <exception cref="ProvisioningRejectedException">The server said no, and why.</exception>
    /// <exception cref="DeviceConnectionException">No connection after all attempts.</exception>
    /// <exception cref="InvalidDataException">The server's answer isn't one of this API.</exception>
    public async Task<ProvisionedDevice> ProvisionAsync(IProgress<ProvisioningProgress>? progress = null, CancellationToken ct = default)
    {
        var steps = new StepClock(options.TimeProvider, progress);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ProvisionOnceAsync(steps, ct).ConfigureAwait(false);
            }
            catch (DeviceConnectionException e) when (e.IsTransient && attempt < options.AttemptsMax)
            {
                steps.Done(ProvisioningStep.Retrying, e.Message);
                await Task.Delay(Pause(attempt), options.TimeProvider, ct).ConfigureAwait(false);
                steps.Restart();
            }
        }
    }

    async Task<ProvisionedDevice> ProvisionOnceAsync(StepClock steps, CancellationToken ct)
    {
        var connection = await DeviceConnection.ConnectAsync(options.Endpoint, options.Claim, options.ClientId, ct).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        steps.Done(ProvisioningStep.Connected);

        string[] requests = [createTopic, provisionTopic];
        await connection.SubscribeAsync(
            [.. requests.SelectMany(topic => new[] { ProvisioningTopics.Accepted(topic), ProvisioningTopics.Rejected(topic) })], ct).ConfigureAwait(false);
        steps.Done(ProvisioningStep.Subscribed);

        var key = options.KeySource is KeySource.CreateCertificateFromCsr ? DeviceKey.Create(options.CsrCommonName) : null;
        var created = await AskAsync(connection, createTopic, CreateRequest(key), ct).ConfigureAwait(false);
        var certificateId = created.Text("certificateId");
        var certificatePem = created.Text("certificatePem");
        var privateKeyPem = key?.PrivateKeyPem ?? created.Text("privateKey");
        CheckId(certificateId, certificatePem);
        steps.Done(ProvisioningStep.CertificateReceived, certificateId);

        var register = new PayloadMap()
            .Add("certificateOwnershipToken", created.Text("certificateOwnershipToken"))
            .Add("parameters", options.Parameters);
        var registered = await AskAsync(connection, provisionTopic, PayloadCodec.Encode(register, options.PayloadFormat), ct).ConfigureAwait(false);
        var device = new ProvisionedDevice(
            certificateId, certificatePem, privateKeyPem, registered.TextOrNull("thingName"), registered.Map("deviceConfiguration"));
        steps.Done(ProvisioningStep.Registered, device.ThingName);
        return device;
    }

    // CreateKeysAndCertificate takes no members: its request is an empty payload.
    byte[] CreateRequest(DeviceKey? key) => key is null
        ? []
        : PayloadCodec.Encode(new PayloadMap().Add("certificateSigningRequest", key.SigningRequestPem), options.PayloadFormat);

    async Task<PayloadMap> AskAsync(DeviceConnection connection, string topic, byte[] request, CancellationToken ct)
    {
        await connection.PublishAsync(topic, request, ct).ConfigureAwait(false);
        while (true)
        {
            var message = await connection.ReceiveAsync(ct).ConfigureAwait(false);
            if (message.Topic == ProvisioningTopics.Accepted(topic))
            {
                return PayloadCodec.Decode(message.Payload, options.PayloadFormat);
            }

            if (message.Topic == ProvisioningTopics.Rejected(topic))
            {
                throw Rejection(PayloadCodec.Decode(message.Payload, options.PayloadFormat));
            }
        }
    }

    internal static ProvisioningRejectedException Rejection(PayloadMap answer) =>
        new(answer.Number("statusCode"), answer.Text("errorCode"), answer.Text("errorMessage"));

    // The id is the certificate's fingerprint, so a device can tell that it got the certificate it was told of.
    static void CheckId(string certificateId, string certificatePem)
    {
        using var certificate = Parse(certificatePem);
        if (!certificateId.Equals(certificate.GetCertHashString(HashAlgorithmName.SHA256), StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException($"The certificate received is not the one that its id {certificateId} names");
        }
    }

    static X509Certificate2 Parse(string certificatePem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(certificatePem);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"The server's answer has a certificatePem that is no certificate: {e.Message}", e);
        }
    }

    TimeSpan Pause(int attempt) => options.RetryDelay * Math.Pow(2, attempt - 1) * (1 - Random.Shared.NextDouble() / 2);
}
