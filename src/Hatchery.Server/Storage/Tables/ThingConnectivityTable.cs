using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Storage.Tables;

sealed class ThingConnectivityTable(SqlSession session) : IThingConnectivity
{
    static readonly Statement OfThing = new("""
        SELECT c.connected, c.changed_at, c.disconnect_reason FROM thing_connectivity c WHERE c.thing = (SELECT id FROM things WHERE name = $1)
        """);

    static readonly Statement Put = new("""
        INSERT INTO thing_connectivity (thing, connected, changed_at, disconnect_reason)
        SELECT t.id, $2, $3, $4 FROM things t WHERE t.name = $1
        ON CONFLICT (thing) DO UPDATE
        SET connected = excluded.connected, changed_at = excluded.changed_at, disconnect_reason = excluded.disconnect_reason
        """);

    static readonly Statement EndAll = new("""
        UPDATE thing_connectivity SET connected = 0, changed_at = $1, disconnect_reason = $2 WHERE connected = 1
        """);

    public ThingConnectivity? Find(ThingName name) => session.Find(
        OfThing, static row => new ThingConnectivity(row.GetInt64(0) != 0, row.Time(1), row.TextOrNull(2)), name.Value);

    public bool Set(ThingName name, ThingConnectivity connectivity) => session.Write(
        Put,
        name.Value,
        connectivity.IsConnected ? 1L : 0L,
        connectivity.Since!.Value.ToUnixTimeMilliseconds(),
        connectivity.DisconnectReason) > 0;

    public int DisconnectAll(DateTimeOffset at, string reason) => session.Write(EndAll, at.ToUnixTimeMilliseconds(), reason);
}
