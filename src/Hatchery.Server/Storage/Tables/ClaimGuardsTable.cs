using Hatchery.Core;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed class ClaimGuardsTable(SqlSession session) : IClaimGuards
{
    static readonly Statement ByScope = new("""
        SELECT g.name, g.settings, COALESCE(n.devices, 0), g.rate_from, g.rate_count, g.modified_at
        FROM claim_guards g LEFT JOIN registration_counts n ON n.scope = g.scope
        WHERE g.scope = $1
        """);

    static readonly Statement ByName = new("SELECT g.scope FROM claim_guards g WHERE g.name = $1 AND g.scope IS NOT NULL");

    static readonly Statement Set = new("""
        INSERT INTO claim_guards (scope, name, settings, rate_count, modified_at) VALUES ($1, $2, $3, 0, $4)
        ON CONFLICT (scope) DO UPDATE SET name = excluded.name, settings = excluded.settings, modified_at = excluded.modified_at
        """);

    static readonly Statement Abandon = new("UPDATE claim_guards SET scope = NULL, name = NULL WHERE scope = $1");

    static readonly Statement RemoveEmpty = new("""
        DELETE FROM claim_guards
        WHERE scope IS NULL AND NOT EXISTS (SELECT 1 FROM allowed_serials s WHERE s.guard = claim_guards.id)
        """);

    static readonly Statement DeviceCount = new("SELECT devices FROM registration_counts WHERE scope = $1");

    static readonly Statement CountOne = new("""
        INSERT INTO registration_counts (scope, devices) VALUES ($1, 1)
        ON CONFLICT (scope) DO UPDATE SET devices = registration_counts.devices + 1
        """);

    static readonly Statement Forget = new("DELETE FROM registration_counts WHERE scope = $1");

    static readonly Statement Rate = new("UPDATE claim_guards SET rate_from = $2, rate_count = $3 WHERE scope = $1");

    public GuardedRegistrations? Find(GuardScope scope) => session.Find(
        ByScope,
        row => new GuardedRegistrations(
            scope, row.TextOrNull(0), StoredGuards.Read(row.GetString(1)), row.GetInt64(2), row.TimeOrNull(3), row.GetInt32(4), row.Time(5)),
        scope.Key);

    public GuardScope? FindNamed(string name) => session.FindValue(ByName, static row => GuardScope.Of(row.GetString(0)), name);

    public void Put(GuardScope scope, string? name, ClaimGuards guards, DateTimeOffset now)
    {
        if (name is not null && FindNamed(name) is { } other && other != scope)
        {
            throw AwsError.AlreadyExists($"The name {name} is that of {other}", other.Key);
        }

        session.Write(Set, scope.Key, name, StoredGuards.Write(guards), now.ToUnixTimeMilliseconds());
    }

    public bool Delete(GuardScope scope)
    {
        if (session.Write(Abandon, scope.Key) == 0)
        {
            return false;
        }

        session.Write(RemoveEmpty);
        return true;
    }

    public long Devices(GuardScope scope) => session.Number(DeviceCount, scope.Key) ?? 0;

    public void Count(params ReadOnlySpan<GuardScope> scopes)
    {
        foreach (var scope in scopes)
        {
            session.Write(CountOne, scope.Key);
        }
    }

    public void SetRate(GuardScope scope, DateTimeOffset from, int count) => session.Write(Rate, scope.Key, from.ToUnixTimeMilliseconds(), (long)count);

    /// <summary>What guards hold of a claim or template that is deleted.</summary>
    public static void RemoveAll(SqlSession session, GuardScope scope)
    {
        new ClaimGuardsTable(session).Delete(scope);
        session.Write(Forget, scope.Key);
    }

    /// <summary>The rows of guards that are gone and have no serial numbers left.</summary>
    public static void RemoveAbandoned(SqlSession session) => session.Write(RemoveEmpty);
}
