using System.Data.Common;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Storage.Tables;

sealed class HeldRequestsTable(SqlSession session) : IHeldRequests
{
    const string Columns = """
        h.id, h.claim_id, h.template, h.request_hash, h.status, h.certificate_id, h.serial, h.thing, h.client_id, h.source_ip, h.parameters,
        h.first_asked_at, h.last_asked_at
        """;

    static readonly Statement ByRequest = new($"SELECT {Columns} FROM held_requests h WHERE h.claim_id = $1 AND h.request_hash = $2");

    static readonly Statement Ask = new("""
        INSERT INTO held_requests
            (claim_id, template, request_hash, status, certificate_id, serial, thing, client_id, source_ip, parameters, first_asked_at, last_asked_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (claim_id, request_hash) DO UPDATE SET
            certificate_id = excluded.certificate_id, thing = excluded.thing, client_id = excluded.client_id, source_ip = excluded.source_ip,
            last_asked_at = excluded.last_asked_at
        """);

    static readonly Statement OfClaim = new("SELECT COUNT(*) FROM held_requests WHERE claim_id = $1");

    static readonly PagedList Chosen = PagedList.ByNumber($"SELECT {Columns} FROM held_requests h WHERE {Fits(3)} AND", "h.id");

    static readonly Statement Decided = new($"UPDATE held_requests AS h SET status = $6 WHERE h.status <> $6 AND {Fits(1)}");

    static readonly Statement Remove = new("DELETE FROM held_requests WHERE claim_id = $1 AND request_hash = $2");

    static readonly Statement RemoveOlder = new("""
        DELETE FROM held_requests WHERE id IN (SELECT id FROM held_requests WHERE last_asked_at < $1 ORDER BY last_asked_at LIMIT $2)
        """);

    public HeldRequest? Find(CertificateId claim, string requestHash) => session.Find(ByRequest, Map, claim.Value, requestHash);

    public void Hold(HeldRequest request) => session.Write(
        Ask,
        request.ClaimId.Value,
        request.TemplateName.Value,
        request.RequestHash,
        $"{request.Status}",
        request.CertificateId.Value,
        request.Serial,
        request.ThingName,
        request.ClientId,
        request.SourceIp,
        StoredJson.Write(request.Parameters),
        request.FirstAskedAt.ToUnixTimeMilliseconds(),
        request.LastAskedAt.ToUnixTimeMilliseconds());

    public int Count(CertificateId claim) => session.Count(OfClaim, claim.Value);

    public Page<HeldRequest> List(HeldChoice choice, PageRequest page) => Chosen.Read(session, page, Map, Arguments(choice));

    public int Decide(HeldChoice choice, HeldStatus status) => session.Write(Decided, [.. Arguments(choice), $"{status}"]);

    public void Delete(CertificateId claim, string requestHash) => session.Write(Remove, claim.Value, requestHash);

    public int DeleteOlder(DateTimeOffset askedBefore, int max) => session.Write(RemoveOlder, askedBefore.ToUnixTimeMilliseconds(), (long)max);

    static object?[] Arguments(HeldChoice choice) =>
        [choice.ClaimId?.Value, choice.TemplateName?.Value, choice.Status is { } status ? $"{status}" : null, choice.Id, choice.Serial];

    /// <summary>The five members of a choice from parameter <paramref name="first"/> on; null fits all.</summary>
    static string Fits(int first)
    {
        string[] columns = ["claim_id", "template", "status", "id", "serial"];
        return string.Join(" AND ", columns.Select((column, i) => $"(CAST(${first + i} AS {(column == "id" ? "bigint" : "text")}) IS NULL OR h.{column} = ${first + i})"));
    }

    static HeldRequest Map(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        ClaimId = new CertificateId(row.GetString(1)),
        TemplateName = new TemplateName(row.GetString(2)),
        RequestHash = row.GetString(3),
        Status = Enum.Parse<HeldStatus>(row.GetString(4)),
        CertificateId = new CertificateId(row.GetString(5)),
        Serial = row.TextOrNull(6),
        ThingName = row.TextOrNull(7),
        ClientId = row.GetString(8),
        SourceIp = row.GetString(9),
        Parameters = StoredJson.ReadAttributes(row.GetString(10)),
        FirstAskedAt = row.Time(11),
        LastAskedAt = row.Time(12),
    };
}
