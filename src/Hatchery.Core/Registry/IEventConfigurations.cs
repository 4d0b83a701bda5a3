using Hatchery.Core.Events;

namespace Hatchery.Core.Registry;

public interface IEventConfigurations
{
    EventConfigurations Read();

    /// <summary>Switches these types on or off; the others stay as they are. It holds from the rest of this transaction on.</summary>
    void Update(IReadOnlyDictionary<EventType, bool> enabled, DateTimeOffset now);
}
