using System.Collections.Concurrent;

namespace Hatchery.Bench;

/// <summary>Latencies of one kind of answer.</summary>
sealed class Latencies
{
    readonly ConcurrentBag<double> milliseconds = [];

    public void Add(TimeSpan elapsed) => milliseconds.Add(elapsed.TotalMilliseconds);

    public override string ToString()
    {
        var sorted = milliseconds.Order().ToArray();
        return sorted.Length == 0 ? "-" : $"p50 {sorted[sorted.Length / 2],6:0.0} ms   p99 {sorted[(int)(sorted.Length * 0.99)],6:0.0} ms";
    }
}
