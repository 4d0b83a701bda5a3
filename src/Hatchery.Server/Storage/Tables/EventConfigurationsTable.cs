using System.Collections.Frozen;
using Hatchery.Core.Events;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed class EventConfigurationsTable(SqlSession session, ChangeLog changes) : IEventConfigurations
{
    static readonly Statement All = new("SELECT e.event_type, e.enabled, e.created_at, e.modified_at FROM event_configurations e");

    static readonly Statement Set = new("""
        INSERT INTO event_configurations (event_type, enabled, created_at, modified_at) VALUES ($1, $2, $3, $3)
        ON CONFLICT (event_type) DO UPDATE SET enabled = excluded.enabled, modified_at = excluded.modified_at
        """);

    public EventConfigurations Read()
    {
        var rows = session.List(
            All, static row => (Type: row.GetString(0), Enabled: row.GetInt64(1) != 0, CreatedAt: row.Time(2), ModifiedAt: row.Time(3)));
        if (rows.Count == 0)
        {
            return EventConfigurations.None;
        }

        return new EventConfigurations(
            rows.Where(row => row.Enabled).Select(row => EventTypeText.FromWire(row.Type)).OfType<EventType>().ToFrozenSet(),
            rows.Min(row => row.CreatedAt),
            rows.Max(row => row.ModifiedAt));
    }

    public void Update(IReadOnlyDictionary<EventType, bool> enabled, DateTimeOffset now)
    {
        foreach (var (type, isEnabled) in enabled)
        {
            session.Write(Set, type.ToWire(), isEnabled ? 1L : 0L, now.ToUnixTimeMilliseconds());
        }

        changes.Configurations = Read();
    }
}
