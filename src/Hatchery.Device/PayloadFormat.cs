namespace Hatchery.Device;

/// <summary>The format of requests and answers on the provisioning topics.</summary>
public enum PayloadFormat
{
    Json,
    Cbor,
}
