using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Policies;
using Hatchery.Server.Broker.Connections;

namespace Hatchery.Server.Broker.Gates;

/// <summary>Where every refusal goes: the log, and the record of what the connection did.</summary>
static class Denials
{
    /// <summary>The policies don't allow it.</summary>
    /// <returns>The trace that an MQTT 5 client finds in its reason string, and an operator in the log.</returns>
    public static Guid Report(MqttConnection connection, StepKind step, string action, string resource, Decision decision, AuthorizationSnapshot authorization) =>
        Report(connection, step, action, resource, decision.Explain(), PolicyDenial.Of(decision, action, resource), authorization.Thing);

    /// <summary>Something other than a policy forbids it.</summary>
    public static Guid Report(MqttConnection connection, StepKind step, string action, string resource, string why, Failure failure, string? thing = null)
    {
        var trace = Guid.NewGuid();
        Log.Denied(connection.Gateway.Logger, connection.ClientId, connection.Principal.CertificateId, action, resource, why, failure.Cause.Id, trace);
        connection.Trace.Fail(step, $"{action} on {resource[(resource.LastIndexOf(':') + 1)..]} (trace {trace})", failure, connection.ClientId, thing);
        return trace;
    }

    /// <summary>The certificate isn't ACTIVE any more.</summary>
    public static Guid ReportInactive(MqttConnection connection, string action, string resource) => Report(
        connection, StepKind.Connect, action, resource, "the certificate is not ACTIVE", Failure.Of(CertificateCauses.LostActive));

    /// <summary>A rule of AWS's for its own topics.</summary>
    public static Failure OfTopic(Cause cause, string action, string resource) =>
        new(cause, new Evidence { Action = action, Resource = resource }, cause.Fix);
}
