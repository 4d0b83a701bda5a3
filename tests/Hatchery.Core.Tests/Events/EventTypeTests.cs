using Hatchery.Core.Events;

namespace Hatchery.Core.Tests.Events;

public sealed class EventTypeTests
{
    [Fact]
    public void Every_type_reads_as_it_is_written()
    {
        Assert.All(Enum.GetValues<EventType>(), type => Assert.Equal(type, EventTypeText.FromWire(type.ToWire())));
        Assert.Null(EventTypeText.FromWire("thing"));
    }
}
