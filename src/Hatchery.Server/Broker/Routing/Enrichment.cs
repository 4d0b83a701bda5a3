using System.Text;
using Hatchery.Core.Policies;
using Hatchery.Core.Things;
using MQTTnet.Packets;

namespace Hatchery.Server.Broker.Routing;

/// <summary>
/// The user properties that a thing type adds to all its things' messages, by whatever MQTT version they were published.
/// Source: AWS, "Adding propagating attributes for message enrichment".
/// </summary>
static class Enrichment
{
    /// <summary>An attribute that the thing hasn't got adds nothing.</summary>
    public static IReadOnlyList<MqttUserProperty> Of(ThingType type, ConnectionThing thing, string clientId) =>
    [
        .. from attribute in type.PropagatingAttributes
           let value = ValueOf(attribute, thing, clientId)
           where value is not null
           select new MqttUserProperty(attribute.UserPropertyKey, Encoding.UTF8.GetBytes(value).AsMemory()),
    ];

    static string? ValueOf(PropagatingAttribute attribute, ConnectionThing thing, string clientId) => attribute switch
    {
        { ThingAttribute: { } name } => thing.Attributes.GetValueOrDefault(name),
        { ConnectionAttribute: "iot:ClientId" } => clientId,
        _ => thing.Name.Value,
    };
}
