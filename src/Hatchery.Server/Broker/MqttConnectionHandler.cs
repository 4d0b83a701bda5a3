using Hatchery.Core.Certificates;
using Microsoft.AspNetCore.Connections;

namespace Hatchery.Server.Broker;

/// <summary>
/// The end of a device port's connection pipeline. An earlier step has put the <see cref="DevicePrincipal"/> on the connection;
/// without one it is closed, and no MQTT byte is read.
/// </summary>
public sealed class MqttConnectionHandler(DeviceGateway gateway) : ConnectionHandler
{
    public override Task OnConnectedAsync(ConnectionContext connection) =>
        connection.Features.Get<DevicePrincipal>() is { } principal ? gateway.ServeAsync(connection, principal) : Task.CompletedTask;
}
