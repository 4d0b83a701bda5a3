[assembly: AssemblyFixture(typeof(Hatchery.EndToEnd.Harness.SeedFixture))]

namespace Hatchery.EndToEnd.Harness;

/// <summary>One server with the user's set-up, shared by the tests that only add devices to it.</summary>
public sealed class SeedFixture : IAsyncLifetime
{
    HatcheryServer? server;
    Seed? seed;

    internal Seed Seed => seed ?? throw new InvalidOperationException("aws is not installed, so the set-up was not made");

    internal HatcheryServer Server => server!;

    public async ValueTask InitializeAsync()
    {
        server = await HatcheryServer.StartAsync();
        if (AwsCli.Installed.Any())
        {
            seed = await Seed.MakeAsync(server, await AwsCli.ForAsync(server));
        }
    }

    /// <summary>The set-up, or a skip with its reason.</summary>
    internal Seed Require()
    {
        Assert.SkipWhen(seed is null, "aws is not installed");
        return Seed;
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
