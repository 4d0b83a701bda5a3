namespace Hatchery.Core;

/// <summary>A client connected or disconnected.</summary>
/// <param name="DisconnectReason">AWS's; null for one that connected.</param>
public readonly record struct ClientPresence(string ClientId, DateTimeOffset At, string? DisconnectReason)
{
    public bool IsConnected => DisconnectReason is null;
}
