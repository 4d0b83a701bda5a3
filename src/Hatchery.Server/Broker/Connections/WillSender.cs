using Hatchery.Server.Broker.Gates;
using Hatchery.Server.Broker.Routing;
using Hatchery.Server.Broker.Wire;

namespace Hatchery.Server.Broker.Connections;

/// <summary>Publishes the will of a connection that ended without taking leave.</summary>
static class WillSender
{
    // A will delay interval (MQTT 5) is not among the properties AWS lists: the will goes out at once.
    public static async ValueTask SendAsync(MqttConnection connection, ApplicationMessage will)
    {
        try
        {
            // The policies may have changed since CONNECT. A certificate that was revoked keeps its will: that the device has
            // gone is what its operator wants to hear.
            var authorization = await connection.Authorization!.CurrentAsync();
            if (PublishGate.Refuse(connection, authorization, will.Topic, will.Retain) is not null) return;

            if (TopicRules.IsReserved(will.Topic))
            {
                Log.WillDropped(connection.Gateway.Logger, connection.ClientId, will.Topic, "no connection is left to answer on");
                return;
            }

            connection.Gateway.Route(will);
        }
        catch (Exception e)
        {
            Log.ConnectionFailed(connection.Gateway.Logger, e, connection.ClientId);
        }
    }
}
