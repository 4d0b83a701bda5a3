using Hatchery.Server.Broker.Routing;

namespace Hatchery.Server.Broker.Sessions;

/// <summary>A message on its way to one session.</summary>
/// <param name="QualityOfService">0 or 1: the lower of publisher's and subscription's.</param>
/// <param name="Retain">The RETAIN flag as the subscriber sees it.</param>
/// <param name="IsReply">
/// The answer to a reserved request. It belongs to the connection that asked: iot:Receive isn't asked, and it is never kept for
/// a later connection, which under a shared claim certificate could be another device's.
/// </param>
readonly record struct Delivery(ApplicationMessage Message, int QualityOfService, bool Retain = false, bool IsReply = false);
