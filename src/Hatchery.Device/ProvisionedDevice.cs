namespace Hatchery.Device;

/// <summary>A device's identity, to be kept where the device keeps its secrets: nothing can ask for the private key again.</summary>
/// <param name="CertificateId">SHA-256 of the certificate's DER, lower-case hex.</param>
/// <param name="ThingName">Null when the template makes no thing.</param>
/// <param name="DeviceConfiguration">What the template hands to the device; empty when it has nothing.</param>
public sealed record ProvisionedDevice(
    string CertificateId,
    string CertificatePem,
    string PrivateKeyPem,
    string? ThingName,
    IReadOnlyDictionary<string, string> DeviceConfiguration)
{
    public DeviceCredentials Credentials => new(CertificatePem, PrivateKeyPem);

    /// <summary>Says nothing of the key, so that a log line may hold this.</summary>
    public override string ToString() => $"{nameof(ProvisionedDevice)} {ThingName ?? "(no thing)"}, certificate {CertificateId}";
}
