using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed class AllowListsTable(SqlSession session) : IAllowLists
{
    const string OfScope = "guard = (SELECT g.id FROM claim_guards g WHERE g.scope = $1)";

    static readonly Statement GuardOf = new("SELECT g.id FROM claim_guards g WHERE g.scope = $1");

    static readonly Statement New = new("INSERT INTO allowed_serials (guard, serial) VALUES ($1, $2) ON CONFLICT (guard, serial) DO NOTHING");

    static readonly Statement BySerial = new($"SELECT serial, used_by, used_at FROM allowed_serials WHERE {OfScope} AND serial = $2");

    static readonly Statement Mark = new($"UPDATE allowed_serials SET used_by = $3, used_at = $4 WHERE {OfScope} AND serial = $2");

    static readonly Statement RemoveOne = new($"DELETE FROM allowed_serials WHERE {OfScope} AND serial = $2");

    static readonly Statement RemoveSome = new($"""
        DELETE FROM allowed_serials
        WHERE {OfScope} AND serial IN (SELECT a.serial FROM allowed_serials a WHERE a.{OfScope} ORDER BY a.serial LIMIT $2)
        """);

    static readonly Statement FirstAbandoned = new("SELECT g.id FROM claim_guards g WHERE g.scope IS NULL LIMIT 1");

    static readonly Statement RemoveOfGuard = new("""
        DELETE FROM allowed_serials
        WHERE guard = $1 AND serial IN (SELECT a.serial FROM allowed_serials a WHERE a.guard = $1 ORDER BY a.serial LIMIT $2)
        """);

    static readonly PagedList OfGuard = PagedList.ByText(
        "SELECT s.serial, s.used_by, s.used_at FROM allowed_serials s WHERE s.guard = (SELECT g.id FROM claim_guards g WHERE g.scope = $3) AND", "s.serial");

    public int Add(GuardScope scope, IReadOnlyList<string> serials)
    {
        var guard = session.Number(GuardOf, scope.Key) ?? throw AwsError.NotFound($"No guards are set on {scope}");
        return serials.Sum(serial => session.Write(New, guard, serial));
    }

    public AllowedSerial? Find(GuardScope scope, string serial) => session.Find(BySerial, Map, scope.Key, serial);

    public bool Remove(GuardScope scope, string serial) => session.Write(RemoveOne, scope.Key, serial) > 0;

    public int Clear(GuardScope scope, int max) => session.Write(RemoveSome, scope.Key, (long)max);

    public void Use(GuardScope scope, string serial, CertificateId certificate, DateTimeOffset now) =>
        session.Write(Mark, scope.Key, serial, certificate.Value, now.ToUnixTimeMilliseconds());

    public Page<AllowedSerial> List(GuardScope scope, PageRequest page) => OfGuard.Read(session, page, Map, scope.Key);

    public int DeleteAbandoned(int max)
    {
        if (session.Number(FirstAbandoned) is not { } guard)
        {
            return 0;
        }

        var removed = session.Write(RemoveOfGuard, guard, (long)max);
        ClaimGuardsTable.RemoveAbandoned(session);
        return removed;
    }

    static AllowedSerial Map(DbDataReader row) =>
        new(row.GetString(0), row.TextOrNull(1) is { } certificate ? new CertificateId(certificate) : null, row.TimeOrNull(2));
}
