using Hatchery.Core.Diagnosis;
using Hatchery.Server.Broker.Connections;

namespace Hatchery.Server.Broker.Gates;

/// <summary>May a message be delivered? Asked for each delivery, silent on the wire: the publisher never learns of it. Source: AWS, "AWS IoT Core policy actions".</summary>
static class ReceiveGate
{
    const string Action = "iot:Receive";

    public static bool Allows(MqttConnection connection, AuthorizationSnapshot authorization, string topic)
    {
        if (!authorization.IsActive) return false;

        var decision = authorization.EvaluateTopic(Action, topic, connection.Gateway.Arns, out var isNew);
        if (decision.IsAllowed) return true;

        // Once per topic and state of the policies: a busy topic would drown the log.
        if (isNew) Denials.Report(connection, StepKind.Receive, Action, connection.Gateway.Arns.Topic(topic), decision, authorization);
        return false;
    }
}
