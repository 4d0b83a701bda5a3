using Hatchery.Core.Certificates;
using Hatchery.Server.Diagnosis;

namespace Hatchery.Server.Broker;

/// <summary>A request that a device published to a topic of AWS's own, already allowed by its policies.</summary>
public sealed record ReservedRequest(DevicePrincipal Principal, string ClientId, string Topic, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Where the steps of its carrying out are told.</summary>
    public ConnectionTrace Trace { get; init; } = ConnectionTrace.Unrecorded;

    /// <summary>Whether the same connection may publish to another topic, by the policies that allowed this one.</summary>
    public Func<string, bool> MayPublish { get; init; } = _ => false;
}

/// <summary>The answer, for the asking connection only.</summary>
public sealed record ReservedReply(string Topic, ReadOnlyMemory<byte> Payload);

/// <summary>Answers one request. Never throws for what the device did wrong: that is a reply too.</summary>
public delegate ValueTask<ReservedReply> ReservedEndpoint(ReservedRequest request, CancellationToken ct);

/// <summary>Finds who answers a reserved topic (one that begins with <c>$</c>); null when the topic takes no publishes.</summary>
public delegate ReservedEndpoint? ReservedTopicRouter(string topic);
