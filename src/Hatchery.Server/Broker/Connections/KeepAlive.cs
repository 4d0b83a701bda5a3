using Hatchery.Core;

namespace Hatchery.Server.Broker.Connections;

/// <summary>
/// When a silent connection is over. One sweep a second looks at all of them, instead of a timer each: the shortest time is 10 s.
/// </summary>
/// <remarks>INVARIANT: written by the connection's read loop, read by the sweep.</remarks>
sealed class KeepAlive(TimeProvider time)
{
    /// <summary>A client is silent when nothing came for one and a half times its keep-alive. Source: MQTT 3.1.1, 3.1.2.10.</summary>
    const double Tolerance = 1.5;

    long _lastPacket = time.GetTimestamp();
    TimeSpan _silenceMax = Limits.ConnectTimeout;

    public bool IsOver => time.GetElapsedTime(Volatile.Read(ref _lastPacket)) > _silenceMax;

    public void PacketCame() => Volatile.Write(ref _lastPacket, time.GetTimestamp());

    /// <summary>The time begins with the CONNACK. Source: AWS, "MQTT keep alive".</summary>
    public void Begin(int seconds)
    {
        PacketCame();
        _silenceMax = TimeSpan.FromSeconds(seconds * Tolerance);
    }

    /// <summary>AWS takes 30 to 1,200 seconds: less is taken as 30, more and 0 (never) as 1,200.</summary>
    public static int Clamp(int seconds) =>
        seconds == 0 ? Limits.KeepAliveSecondsMax : Math.Clamp(seconds, Limits.KeepAliveSecondsMin, Limits.KeepAliveSecondsMax);
}
