namespace Hatchery.Core.Events;

/// <summary>What a registry event gets when it is published.</summary>
/// <param name="Id">Unique to the event.</param>
public sealed record EventStamp(string Id, DateTimeOffset At, AwsAccount Account)
{
    /// <summary>AWS gives unix milliseconds.</summary>
    public long Timestamp => At.ToUnixTimeMilliseconds();
}
