using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.LifeCycles;

/// <summary>A server with nothing in it, and the SDKs that cases are lived by.</summary>
public sealed class SdkFixture : IAsyncLifetime
{
    readonly Dictionary<string, SdkRunner> runners = [];

    internal HatcheryServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await HatcheryServer.StartAsync();

    internal async Task<SdkRunner> RunnerAsync(string sdk) => runners.TryGetValue(sdk, out var runner) ? runner : runners[sdk] = await SdkRunner.StartAsync(sdk, Server);

    public async ValueTask DisposeAsync()
    {
        foreach (var runner in runners.Values)
        {
            await runner.DisposeAsync();
        }

        await Server.DisposeAsync();
    }
}
