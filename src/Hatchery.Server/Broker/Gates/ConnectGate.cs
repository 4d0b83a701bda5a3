using Hatchery.Core.Diagnosis;
using Hatchery.Server.Broker.Connections;
using Hatchery.Server.Broker.Routing;

namespace Hatchery.Server.Broker.Gates;

/// <summary>
/// May a client connect? Its certificate must be ACTIVE, iot:Connect allowed for the client id, and its will allowed now, since
/// nobody can be told of a refusal when it is sent. Source: AWS, "Connect policy examples", "Lifecycle events".
/// </summary>
static class ConnectGate
{
    const string Action = "iot:Connect";

    /// <summary>Null when it may; else the trace under which the refusal is logged.</summary>
    public static Guid? Refuse(MqttConnection connection, AuthorizationSnapshot authorization, ApplicationMessage? will)
    {
        var resource = connection.Gateway.Arns.Client(connection.ClientId);
        if (!authorization.IsActive) return Denials.ReportInactive(connection, Action, resource);

        var decision = authorization.Evaluate(Action, resource);
        if (!decision.IsAllowed) return Denials.Report(connection, StepKind.Connect, Action, resource, decision, authorization);

        return will is null ? null : PublishGate.Refuse(connection, authorization, will.Topic, will.Retain, StepKind.Connect);
    }
}
