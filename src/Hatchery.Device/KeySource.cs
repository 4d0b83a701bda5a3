namespace Hatchery.Device;

/// <summary>Who makes the device's private key.</summary>
public enum KeySource
{
    /// <summary>The server makes an RSA-2048 key pair and sends the private key once (CreateKeysAndCertificate).</summary>
    CreateKeysAndCertificate,

    /// <summary>The device makes a P-256 key that never leaves it and sends a signing request (CreateCertificateFromCsr).</summary>
    CreateCertificateFromCsr,
}
