namespace Hatchery.Device;

/// <summary>What a provisioning has reached, in this order.</summary>
public enum ProvisioningStep
{
    /// <summary>Connected with the claim certificate.</summary>
    Connected,

    /// <summary>Subscribed to the answers.</summary>
    Subscribed,

    /// <summary>Holds a certificate of its own, pending activation.</summary>
    CertificateReceived,

    /// <summary>The template was applied; the certificate may be used.</summary>
    Registered,

    /// <summary>The connection failed; the flow begins anew after a pause.</summary>
    Retrying,
}
