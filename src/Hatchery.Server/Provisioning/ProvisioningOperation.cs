using Hatchery.Server.Broker;

namespace Hatchery.Server.Provisioning;

/// <summary>Carries out one request of a device; gives the members of the accepted message.</summary>
/// <exception cref="Core.AwsError">The rejection.</exception>
delegate ValueTask<IReadOnlyList<ReplyMember>> ProvisioningOperation(ReservedRequest request, RequestPayload payload, CancellationToken ct);
