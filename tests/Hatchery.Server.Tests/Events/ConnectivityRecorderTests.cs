using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Events;
using Hatchery.Server.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hatchery.Server.Tests.Events;

public sealed class ConnectivityRecorderTests : IAsyncLifetime
{
    static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    static readonly ThingName Thing = new("t");

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hatchery-");
    readonly LiveClients clients = new();
    SqlRegistry registry = null!;

    public async ValueTask InitializeAsync()
    {
        registry = SqlRegistry.Open(new SqliteDialect(Path.Combine(folder.FullName, "hatchery.db")));
        await registry.TransactAsync(tx =>
        {
            tx.Things.Insert(new Thing(Thing, "id", null, new Dictionary<string, string>(), 1, Noon));
            return true;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_changed_is_known_at_once_and_written_soon()
    {
        await using var recorder = await OpenAsync();
        Assert.Null(recorder.Latest(Thing));
        Connect(recorder, Noon);
        Assert.Equal(new ThingConnectivity(true, Noon, null), recorder.Latest(Thing));
        await WrittenAsync(new ThingConnectivity(true, Noon, null));

        Disconnect(recorder, Noon.AddSeconds(1), "CONNECTION_LOST");
        Assert.Equal(new ThingConnectivity(false, Noon.AddSeconds(1), "CONNECTION_LOST"), recorder.Latest(Thing));
        await WrittenAsync(new ThingConnectivity(false, Noon.AddSeconds(1), "CONNECTION_LOST"));
    }

    [Fact]
    public async Task The_end_of_a_connection_that_was_taken_over_comes_too_late_to_count()
    {
        await using var recorder = await OpenAsync();
        Connect(recorder, Noon);
        recorder.Changed(new ClientPresence("t", Noon.AddSeconds(1), "DUPLICATE_CLIENTID"));
        Assert.True(recorder.Latest(Thing)!.IsConnected);
        await WrittenAsync(new ThingConnectivity(true, Noon, null));

        // Also after the connection is written down.
        recorder.Changed(new ClientPresence("t", Noon.AddSeconds(2), "DUPLICATE_CLIENTID"));
        Assert.Null(recorder.Latest(Thing));
        await Task.Delay(600, TestContext.Current.CancellationToken);
        Assert.True((await FindAsync())!.IsConnected);
    }

    [Fact]
    public async Task Clients_that_are_no_things_leave_nothing()
    {
        await using (var recorder = await OpenAsync())
        {
            recorder.Changed(new ClientPresence("no-thing", Noon, null));
            Connect(recorder, Noon);
        }

        Assert.NotNull(await FindAsync());
        Assert.Null(await registry.ReadAsync(tx => tx.ThingConnectivity.Find(new ThingName("no-thing")), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_stop_writes_what_waits_and_leaves_nobody_connected()
    {
        await using (var recorder = await OpenAsync())
        {
            Connect(recorder, Noon);
        }

        Assert.Equal((false, ThingConnectivity.ServerInitiated), ((await FindAsync())!.IsConnected, (await FindAsync())!.DisconnectReason));
    }

    [Fact]
    public async Task What_a_crash_left_connected_is_disconnected_by_the_next_start()
    {
        await registry.TransactAsync(tx => tx.ThingConnectivity.Set(Thing, new ThingConnectivity(true, Noon, null)), TestContext.Current.CancellationToken);
        await using var recorder = await OpenAsync();
        Assert.Equal((false, ThingConnectivity.ServerError), ((await FindAsync())!.IsConnected, (await FindAsync())!.DisconnectReason));
    }

    async Task<ConnectivityRecorder> OpenAsync()
    {
        var recorder = await ConnectivityRecorder.OpenAsync(registry, TimeProvider.System, NullLogger<ConnectivityRecorder>.Instance);
        recorder.Follow(clients);
        return recorder;
    }

    void Connect(ConnectivityRecorder recorder, DateTimeOffset at)
    {
        clients.Connected.Add("t");
        recorder.Changed(new ClientPresence("t", at, null));
    }

    void Disconnect(ConnectivityRecorder recorder, DateTimeOffset at, string reason)
    {
        clients.Connected.Remove("t");
        recorder.Changed(new ClientPresence("t", at, reason));
    }

    ValueTask<ThingConnectivity?> FindAsync() => registry.ReadAsync(tx => tx.ThingConnectivity.Find(Thing));

    async Task WrittenAsync(ThingConnectivity expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        while (await FindAsync() != expected)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    sealed class LiveClients : IDeviceGateway
    {
        public HashSet<string> Connected { get; } = [];

        public bool IsConnected(string clientId) => Connected.Contains(clientId);

        public void Publish(DeviceMessage message) => throw new NotSupportedException();

        public void PublishByHttp(DeviceMessage message) => throw new NotSupportedException();

        public bool Disconnect(string clientId, bool endSession = false, bool withoutWill = false) => throw new NotSupportedException();

        public void Changed(IReadOnlyList<RegistryChange> changes) => throw new NotSupportedException();
    }
}
