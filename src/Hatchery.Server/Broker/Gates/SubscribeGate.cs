using Hatchery.Core.Diagnosis;
using Hatchery.Server.Broker.Connections;

namespace Hatchery.Server.Broker.Gates;

/// <summary>May a filter be subscribed? The policy sees the filter as text, wildcards and all. Source: AWS, "Publish/Subscribe policy examples".</summary>
static class SubscribeGate
{
    const string Action = "iot:Subscribe";

    /// <summary>Null when it may; else the trace under which the refusal is logged.</summary>
    public static Guid? Refuse(MqttConnection connection, AuthorizationSnapshot authorization, string filter)
    {
        var resource = connection.Gateway.Arns.TopicFilter(filter);
        var decision = authorization.Evaluate(Action, resource);
        return decision.IsAllowed ? null : Denials.Report(connection, StepKind.Subscribe, Action, resource, decision, authorization);
    }
}
