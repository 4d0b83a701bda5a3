using Hatchery.Server.Broker.Routing;
using Hatchery.Server.Broker.Sessions;

namespace Hatchery.Server.Tests.Broker.Sessions;

public sealed class InflightWindowTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly InflightWindow _window = new();

    [Fact]
    public void Has_room_for_its_size()
    {
        _window.Restart(2, Now);
        var first = _window.Add(Of("a"), Now);
        _window.Add(Of("b"), Now);
        Assert.False(_window.HasRoom);

        Assert.True(_window.Acknowledge(first.PacketId));
        Assert.True(_window.HasRoom);
        Assert.False(_window.Acknowledge(first.PacketId));
    }

    [Fact]
    public void Repeats_in_order_after_a_restart_and_only_then_takes_new_ones()
    {
        _window.Restart(3, Now);
        var ids = new[] { "a", "b", "c" }.Select(t => _window.Add(Of(t), Now).PacketId).ToArray();
        _window.Acknowledge(ids[1]);

        _window.Restart(1, Now);

        Assert.False(_window.HasRoom);
        Assert.True(_window.TryRepeat(out var a));
        Assert.Equal((ids[0], true), (a.PacketId, a.IsRepeated));
        Assert.False(_window.TryRepeat(out _));
        Assert.False(_window.Acknowledge(ids[2]));
        Assert.True(_window.Acknowledge(ids[0]));
        Assert.True(_window.TryRepeat(out var c));
        Assert.Equal(ids[2], c.PacketId);
        _window.Acknowledge(ids[2]);
        Assert.True(_window.HasRoom);
    }

    [Fact]
    public void Drops_after_an_hour_what_was_never_acknowledged()
    {
        _window.Restart(3, Now);
        _window.Add(Of("a"), Now);

        _window.Restart(3, Now.AddMinutes(61));

        Assert.Equal(0, _window.Count);
    }

    [Fact]
    public void Packet_ids_skip_0_and_those_in_use()
    {
        _window.Restart(2, Now);
        var kept = _window.Add(Of("a"), Now).PacketId;
        var seen = new HashSet<ushort>();
        for (var i = 0; i < 70_000; i++)
        {
            var id = _window.Add(Of("b"), Now).PacketId;
            seen.Add(id);
            _window.Acknowledge(id);
        }

        Assert.Equal(65_534, seen.Count);
        Assert.DoesNotContain((ushort)0, seen);
        Assert.DoesNotContain(kept, seen);
    }

    static Delivery Of(string topic) => new(new ApplicationMessage(topic, default, 1, Retain: false), 1);
}
