using Hatchery.Server;

namespace Hatchery.Cli;

/// <summary>Serving in this process until asked to stop.</summary>
static class RunningHost
{
    /// <summary>The whole stop, clients told, has to fit into it.</summary>
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    /// <exception cref="FailureException">It didn't stop in time.</exception>
    public static async Task StopAsync(HatcheryHost host)
    {
        try
        {
            await host.StopAsync().WaitAsync(StopTimeout);
        }
        catch (TimeoutException)
        {
            throw new FailureException($"not everything stopped within {StopTimeout.TotalSeconds} s");
        }
    }
}
