using Hatchery.Core.Diagnosis;
using Hatchery.Server.Broker.Connections;

namespace Hatchery.Server.Broker.Gates;

/// <summary>May a message be published? A retained one needs iot:RetainPublish besides iot:Publish. Source: AWS, "Retained message policy examples".</summary>
static class PublishGate
{
    const string Publish = "iot:Publish";
    const string RetainPublish = "iot:RetainPublish";

    /// <summary>Null when it may; else the trace under which the refusal is logged.</summary>
    public static Guid? Refuse(MqttConnection connection, AuthorizationSnapshot authorization, string topic, bool retain, StepKind step = StepKind.Publish) =>
        Refuse(connection, authorization, step, Publish, topic)
        ?? (retain ? Refuse(connection, authorization, step, RetainPublish, topic) : null);

    static Guid? Refuse(MqttConnection connection, AuthorizationSnapshot authorization, StepKind step, string action, string topic)
    {
        var arns = connection.Gateway.Arns;
        var decision = authorization.EvaluateTopic(action, topic, arns, out _);
        return decision.IsAllowed ? null : Denials.Report(connection, step, action, arns.Topic(topic), decision, authorization);
    }
}
