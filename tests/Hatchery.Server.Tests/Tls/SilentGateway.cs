using Hatchery.Core;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Tests.Tls;

/// <summary>A broker without connections; it keeps what it is asked to publish.</summary>
sealed class SilentGateway : IDeviceGateway
{
    public List<DeviceMessage> Published { get; } = [];

    public void Publish(DeviceMessage message) => Published.Add(message);

    public void PublishByHttp(DeviceMessage message) => Publish(message);

    public bool Disconnect(string clientId, bool endSession = false, bool withoutWill = false) => false;

    public bool IsConnected(string clientId) => false;

    public void Changed(IReadOnlyList<RegistryChange> changes)
    {
    }
}
