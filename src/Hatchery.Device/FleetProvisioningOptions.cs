namespace Hatchery.Device;

/// <summary>How one device provisions itself by claim.</summary>
public sealed record FleetProvisioningOptions
{
    public required DeviceEndpoint Endpoint { get; init; }

    /// <summary>The claim certificate and key, shared by the batch.</summary>
    public required DeviceCredentials Claim { get; init; }

    public required string TemplateName { get; init; }

    /// <summary>The MQTT client id, unique per device: a second connection under it ends the first.</summary>
    public required string ClientId { get; init; }

    /// <summary>The template's parameters, e.g. <c>SerialNumber</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public PayloadFormat PayloadFormat { get; init; } = PayloadFormat.Json;

    public KeySource KeySource { get; init; } = KeySource.CreateKeysAndCertificate;

    /// <summary>Common name in the signing request of <see cref="KeySource.CreateCertificateFromCsr"/>.</summary>
    public string CsrCommonName { get; init; } = "AWS IoT Certificate";

    /// <summary>How often the whole flow is tried when the connection fails. A rejection is never tried again.</summary>
    public int AttemptsMax { get; init; } = 3;

    /// <summary>The pause before the second attempt, less up to half of it by chance; it doubles each time.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
