using System.Diagnostics;
using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Events;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Events;
using Hatchery.Server.Tests.Broker;

namespace Hatchery.Server.Tests.Events;

public sealed class EventQueueTests : IDisposable
{
    readonly LogLines _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Events_are_published_in_their_order_and_those_that_wait_before_it_ends()
    {
        var gateway = new StuckGateway();
        var queue = new EventQueue("test", 1_000, gateway, _logs);
        for (var i = 0; i < 1_000; i++) Add(queue, $"{i}");
        gateway.LetGo();
        await queue.DisposeAsync();
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => $"{i}"), gateway.Published);
    }

    [Fact]
    public async Task A_full_queue_drops_events_at_once_instead_of_holding_up_who_causes_them()
    {
        var gateway = new StuckGateway();
        var queue = new EventQueue("test", 10, gateway, _logs);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 5_000; i++) Add(queue, $"{i}");
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2_000);
        Assert.Single(_logs.All, line => line.Contains("The queue of test events is full", StringComparison.Ordinal));

        gateway.LetGo();
        await queue.DisposeAsync();
        Assert.InRange(gateway.Published.Count, 10, 11);
        Assert.Single(_logs.All, line => line.Contains($"{5_000 - gateway.Published.Count} test events were dropped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_that_cannot_be_made_stops_none_of_the_others()
    {
        var gateway = new StuckGateway();
        gateway.LetGo();
        var queue = new EventQueue("test", 10, gateway, _logs);
        queue.Add(() => throw new InvalidOperationException("mine"));
        Add(queue, "next");
        await queue.DisposeAsync();
        Assert.Equal(["next"], gateway.Published);
        Assert.Single(_logs.All, line => line.Contains("mine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Registry_events_each_get_an_id_and_the_time_of_their_commit()
    {
        var gateway = new StuckGateway();
        var time = new ManualTime();
        var events = new RegistryEvents(new AwsAccount("us-east-1", "000000000000"), gateway, time, _logs.CreateLogger<RegistryEvents>());
        var thing = new Thing(new ThingName("t"), "id", null, new Dictionary<string, string>(), 1, time.GetUtcNow());
        var committed = time.GetUtcNow().ToUnixTimeMilliseconds();
        events.Committed([new ThingEvent(EventOperation.Created, thing), new ThingEvent(EventOperation.Deleted, thing)]);
        time.Advance(TimeSpan.FromMinutes(1));
        gateway.LetGo();
        await events.DisposeAsync();

        Assert.Equal(["$aws/events/thing/t/created", "$aws/events/thing/t/deleted"], gateway.Published);
        Assert.All(gateway.Payloads, payload => Assert.Equal(committed, payload.GetProperty("timestamp").GetInt64()));
        Assert.Distinct(gateway.Payloads.Select(payload => payload.GetProperty("eventId").GetGuid()));
    }

    static void Add(EventQueue queue, string topic) => queue.Add(() => new DeviceMessage(topic, "{}"u8.ToArray()));

    /// <summary>A broker that takes messages only once it is let go.</summary>
    sealed class StuckGateway : IDeviceGateway
    {
        volatile bool _isFree;

        public List<string> Published { get; } = [];

        public List<JsonElement> Payloads { get; } = [];

        public void LetGo() => _isFree = true;

        public void Publish(DeviceMessage message)
        {
            Assert.True(SpinWait.SpinUntil(() => _isFree, TimeSpan.FromSeconds(10)));
            Published.Add(message.Topic);
            Payloads.Add(JsonDocument.Parse(message.Payload).RootElement);
        }

        public void PublishByHttp(DeviceMessage message) => Publish(message);

        public bool Disconnect(string clientId, bool endSession = false, bool withoutWill = false) => false;

        public bool IsConnected(string clientId) => false;

        public void Changed(IReadOnlyList<RegistryChange> changes)
        {
        }
    }
}
