using System.Security.Cryptography;
using Hatchery.Device;

namespace Hatchery.Cli.Seed;

/// <summary>A device as firmware would be: provisions itself by claim, then connects as itself. Real TLS, real MQTT.</summary>
sealed class SimulatedDevice(DeviceEndpoint endpoint, DeviceCredentials claim, StepList steps)
{
    // The labels of Hatchery.Device's steps, in their order.
    static readonly (ProvisioningStep Step, string Label)[] Labels =
    [
        (ProvisioningStep.Connected, "Connected by claim"),
        (ProvisioningStep.Subscribed, "Subscribed to answers"),
        (ProvisioningStep.CertificateReceived, "Received a certificate"),
        (ProvisioningStep.Registered, "Registered as a thing"),
    ];

    /// <summary>As an ESP32's MAC address: twelve hexadecimal digits.</summary>
    public string SerialNumber { get; } = RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <exception cref="StepFailure">A step failed.</exception>
    public async Task<ProvisionedDevice> ProvisionAsync(CancellationToken ct)
    {
        var client = new FleetProvisioningClient(new FleetProvisioningOptions
        {
            Endpoint = endpoint,
            Claim = claim,
            TemplateName = SeedNames.Template,
            ClientId = $"claim-{SerialNumber}",
            Parameters = new Dictionary<string, string> { [SeedNames.SerialNumber] = SerialNumber },
            AttemptsMax = 1,   // the server is this process: what fails once fails again
        });
        var progress = new Printer(steps);
        try
        {
            return await client.ProvisionAsync(progress, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new StepFailure(progress.Pending, e);
        }
    }

    /// <summary>Proves the new identity: connects with it and hears its own message.</summary>
    /// <exception cref="StepFailure">A step failed.</exception>
    public async Task ConnectAsItselfAsync(ProvisionedDevice device, CancellationToken ct)
    {
        var name = device.ThingName ?? SerialNumber;
        DeviceConnection? connection = null;
        await steps.RunAsync("Connected as itself", async () =>
        {
            connection = await DeviceConnection.ConnectAsync(endpoint, device.Credentials, name, ct);
            return new StepOutcome(name);
        });

        await using var _ = connection!;
        await steps.RunAsync("Published and received", async () =>
        {
            var topic = $"quickstart/{name}";
            await connection!.SubscribeAsync([topic], ct);
            await connection.PublishAsync(topic, "hello"u8.ToArray(), ct);
            var message = await connection.ReceiveAsync(ct);
            return message is { Text: "hello" } && message.Topic == topic
                ? new StepOutcome(topic)
                : throw new InvalidDataException($"another message arrived, on {message.Topic}");
        });
    }

    sealed class Printer(StepList steps) : IProgress<ProvisioningProgress>
    {
        int done;

        /// <summary>The step that is being done, or failed.</summary>
        public string Pending => Labels[Math.Min(done, Labels.Length - 1)].Label;

        public void Report(ProvisioningProgress value)
        {
            if (done < Labels.Length && Labels[done].Step == value.Step)
            {
                steps.Done(Labels[done].Label, new StepOutcome(value.Detail ?? ""), value.Elapsed);
                done++;
            }
        }
    }
}
