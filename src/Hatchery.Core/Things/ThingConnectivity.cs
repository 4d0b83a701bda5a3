namespace Hatchery.Core.Things;

/// <summary>Whether a device whose client id is the thing's name is connected.</summary>
/// <param name="Since">When it last connected or disconnected; null when it never did.</param>
/// <param name="DisconnectReason">AWS's <c>disconnectReason</c>, while it is disconnected.</param>
public sealed record ThingConnectivity(bool IsConnected, DateTimeOffset? Since, string? DisconnectReason)
{
    public static readonly ThingConnectivity Never = new(false, null, null);

    /// <summary>The server ended without taking leave of its clients.</summary>
    public const string ServerError = "SERVER_ERROR";

    /// <summary>The server took leave.</summary>
    public const string ServerInitiated = "SERVER_INITIATED_DISCONNECT";
}
