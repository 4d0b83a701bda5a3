using Hatchery.Core.Registry;

namespace Hatchery.Core;

/// <summary>The port into the broker: what the API, the console and the registry may ask of live connections.</summary>
public interface IDeviceGateway
{
    /// <summary>Routes a message of the server's own to all subscribers; no policy is asked for the publisher.</summary>
    void Publish(DeviceMessage message);

    /// <summary>Ends the live connection of a client id, if there is one.</summary>
    bool Disconnect(string clientId);

    bool IsConnected(string clientId);

    /// <summary>Committed changes of the registry: live sessions are judged anew at their next packet; a certificate that left ACTIVE loses its sessions.</summary>
    void Changed(IReadOnlyList<RegistryChange> changes);
}

/// <summary>An application message as the broker routes it.</summary>
public sealed record DeviceMessage(string Topic, ReadOnlyMemory<byte> Payload, int QualityOfService = 0, bool Retain = false);
