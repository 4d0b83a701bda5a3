using System.Diagnostics;
using System.Net;

namespace Hatchery.Bench;

/// <summary>Requests a second over kept-alive connections, each with one request at a time.</summary>
static class ApiLoad
{
    /// <param name="repeat">Whether requests may be sent again; else the load ends with the last.</param>
    public static async Task<double> RunAsync(IPEndPoint endpoint, byte[][] requests, bool repeat, int connections, TimeSpan duration, CancellationToken ct)
    {
        var (next, done) = (-1, 0);
        var elapsed = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(SendAsync, ct)));
        return done / elapsed.Elapsed.TotalSeconds;

        async Task SendAsync()
        {
            using var connection = new ApiConnection(endpoint);
            while (elapsed.Elapsed < duration && !ct.IsCancellationRequested)
            {
                var i = Interlocked.Increment(ref next);
                if (i >= requests.Length && !repeat)
                {
                    return;
                }

                await connection.SendAsync(requests[i % requests.Length], ct);
                Interlocked.Increment(ref done);
            }
        }
    }
}
