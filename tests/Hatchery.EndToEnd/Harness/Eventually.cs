using System.Diagnostics;

namespace Hatchery.EndToEnd.Harness;

static class Eventually
{
    /// <summary>Waits until something holds; fails after the limit.</summary>
    public static async Task TrueAsync(Func<bool> holds, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(watch.Elapsed < (limit ?? TimeSpan.FromSeconds(5)), "it did not become true in time");
            await Task.Delay(20);
        }
    }
}
