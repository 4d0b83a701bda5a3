namespace Hatchery.Server.Tests.Api;

/// <summary>A clock that a test sets.</summary>
sealed class SettableTime(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
