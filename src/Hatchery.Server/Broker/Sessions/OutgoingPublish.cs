namespace Hatchery.Server.Broker.Sessions;

/// <summary>A delivery whose turn to be written has come.</summary>
/// <param name="PacketId">0 for QoS 0.</param>
/// <param name="IsRepeated">It was written on an earlier connection and not acknowledged there.</param>
readonly record struct OutgoingPublish(Delivery Delivery, ushort PacketId, bool IsRepeated);
