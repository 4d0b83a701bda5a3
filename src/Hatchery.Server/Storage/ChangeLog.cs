using Hatchery.Core.Events;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage;

/// <summary>
/// The distinct changes of a commit in the order they were made, and the events that are switched on. A body that fails takes its
/// own back.
/// </summary>
sealed class ChangeLog
{
    readonly HashSet<RegistryChange> seen = [];
    List<RegistryChange> changes = [];
    List<RegistryEvent> events = [];

    /// <summary>
    /// Which events are wanted, as this transaction sees it: known to the writer without a read, so that what is switched off
    /// costs nothing.
    /// </summary>
    public EventConfigurations Configurations { get; set; } = EventConfigurations.None;

    public bool Records(EventType type) => Configurations.Enabled.Contains(type);

    public void Add(RegistryChangeKind kind, string key)
    {
        var change = new RegistryChange(kind, key);
        if (seen.Add(change))
        {
            changes.Add(change);
        }
    }

    /// <summary>Asked for by <see cref="Records"/>: events that nobody wants aren't even made.</summary>
    public void Add(RegistryEvent happened) => events.Add(happened);

    public ChangeMark Mark() => new(changes.Count, events.Count, Configurations);

    /// <summary>Forgets all that came after the mark.</summary>
    public void Rewind(ChangeMark mark)
    {
        foreach (var change in changes.Skip(mark.Changes))
        {
            seen.Remove(change);
        }

        changes.RemoveRange(mark.Changes, changes.Count - mark.Changes);
        events.RemoveRange(mark.Events, events.Count - mark.Events);
        Configurations = mark.Configurations;
    }

    /// <summary>Hands out what a commit did, and starts anew.</summary>
    public (IReadOnlyList<RegistryChange> Changes, IReadOnlyList<RegistryEvent> Events) Take()
    {
        var taken = (changes, events);
        if (changes.Count > 0)
        {
            changes = [];
            seen.Clear();
        }

        if (events.Count > 0)
        {
            events = [];
        }

        return taken;
    }
}

/// <summary>A place in a <see cref="ChangeLog"/> to go back to.</summary>
readonly record struct ChangeMark(int Changes, int Events, EventConfigurations Configurations);
