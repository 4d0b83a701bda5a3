using Hatchery.Core;

namespace Hatchery.Server.Broker;

/// <summary>Bounds of the broker's own, beside AWS's in <see cref="Limits"/>: what one client can make the server hold.</summary>
static class BrokerLimits
{
    /// <summary>Messages waiting for one session, online or not.</summary>
    public const int QueuedMessagesMax = 1_000;

    /// <summary>Bytes of the messages waiting for one session.</summary>
    public const int QueuedBytesMax = 4 * 1024 * 1024;

    /// <summary>Acknowledgements waiting for one connection; beyond it the connection isn't read.</summary>
    public const int QueuedAcknowledgementsMax = 128;

    /// <summary>Requests to reserved topics that one connection may have running; beyond it the connection isn't read.</summary>
    public const int ReservedRequestsMax = 8;

    /// <summary>AWS's default quota "Maximum number of retained messages per account".</summary>
    public const int RetainedMessagesMax = 5_000;

    public const int RetainedBytesMax = 64 * 1024 * 1024;

    /// <summary>Sessions kept without a connection; beyond it a session ends with its connection.</summary>
    public const int OfflineSessionsMax = 100_000;

    /// <summary>Decisions remembered per connection and action.</summary>
    public const int RememberedDecisionsMax = 64;

    /// <summary>Parsed policy documents remembered.</summary>
    public const int RememberedDocumentsMax = 1_000;

    /// <summary>Output is handed to the socket after this many bytes, or when there is nothing more to write.</summary>
    public const int FlushBytes = 32 * 1024;

    /// <summary>
    /// AWS keeps a persistent session for an hour after the disconnect unless the account raises it (to 7 days at most), and tells
    /// an MQTT 5 client the smaller interval. Source: AWS, "MQTT persistent sessions".
    /// </summary>
    public static readonly TimeSpan SessionExpiryMax = Limits.SessionExpiryDefault;

    /// <summary>AWS drops a QoS 1 message that wasn't acknowledged for this long.</summary>
    public static readonly TimeSpan RedeliveryMax = TimeSpan.FromHours(1);

    /// <summary>For the last bytes to a client that is being disconnected.</summary>
    public static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(4);
}
