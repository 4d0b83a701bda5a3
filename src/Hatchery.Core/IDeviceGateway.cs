using Hatchery.Core.Registry;

namespace Hatchery.Core;

/// <summary>The port into the broker: what the API, the console and the registry may ask of live connections.</summary>
public interface IDeviceGateway
{
    /// <summary>Routes a message of the server's own to all subscribers; no policy is asked for the publisher.</summary>
    void Publish(DeviceMessage message);

    /// <summary>Routes a message that came by HTTP, by someone who may publish it: what MQTT asks of topics holds for it too.</summary>
    /// <exception cref="AwsError">InvalidRequestException for what is no topic, ForbiddenException for one of AWS's own.</exception>
    void PublishByHttp(DeviceMessage message);

    /// <summary>Ends the live connection of a client id, if there is one.</summary>
    /// <param name="endSession">Its session ends too, with all that waits in it.</param>
    /// <param name="withoutWill">Its will is not sent.</param>
    bool Disconnect(string clientId, bool endSession = false, bool withoutWill = false);

    bool IsConnected(string clientId);

    /// <summary>Committed changes of the registry: live sessions are judged anew at their next packet; a certificate that left ACTIVE loses its sessions.</summary>
    void Changed(IReadOnlyList<RegistryChange> changes);
}
