using Hatchery.Core.Diagnosis;

namespace Hatchery.Server.Diagnosis;

/// <summary>Gives attempts their ids: the millisecond of their start, and a count within it.</summary>
sealed class AttemptIds(TimeProvider time, long first)
{
    const int CountBits = 12;

    long last = first - 1;

    public static long At(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds() << CountBits;

    /// <summary>Greater than all before, whatever the clock does.</summary>
    public AttemptId Next()
    {
        while (true)
        {
            var previous = Interlocked.Read(ref last);
            var next = Math.Max(previous + 1, At(time.GetUtcNow()));
            if (Interlocked.CompareExchange(ref last, next, previous) == previous)
            {
                return new AttemptId(next);
            }
        }
    }
}
