using System.Diagnostics;

namespace Hatchery.EndToEnd.Harness;

static class Eventually
{
    /// <summary>Waits until something holds; fails after the limit.</summary>
    public static Task TrueAsync(Func<bool> holds, TimeSpan? limit = null) => TrueAsync(() => Task.FromResult(holds()), limit);

    /// <inheritdoc cref="TrueAsync(Func{bool}, TimeSpan?)"/>
    public static async Task TrueAsync(Func<Task<bool>> holds, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(watch.Elapsed < (limit ?? TimeSpan.FromSeconds(5)), "it did not become true in time");
            await Task.Delay(20);
        }
    }
}
