using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed class OwnershipTokensTable(SqlSession session) : IOwnershipTokens
{
    /// <summary>
    /// Of a certificate <c>c</c> at the time <c>$1</c>: never claimed, and no token left that could still claim it. Joined with a
    /// token that has expired it is what the sweep removes; such tokens stay until it did.
    /// </summary>
    public const string IsUnclaimed = """
        c.status = 'PENDING_ACTIVATION'
        AND NOT EXISTS (SELECT 1 FROM policy_targets a WHERE a.kind = 'cert' AND a.target = c.id)
        AND NOT EXISTS (SELECT 1 FROM thing_principals p WHERE p.certificate = c.id)
        AND NOT EXISTS (SELECT 1 FROM ownership_tokens l WHERE l.certificate = c.id AND l.expires_at > $1)
        """;

    static readonly Statement New = new("""
        INSERT INTO ownership_tokens (hash, certificate, expires_at, request_hash, reply)
        SELECT $1, c.id, $3, $4, $5 FROM certificates c WHERE c.certificate_id = $2
        """);

    static readonly Statement ByHash = new("""
        SELECT o.hash, c.certificate_id, o.expires_at, o.request_hash, o.reply
        FROM ownership_tokens o JOIN certificates c ON c.id = o.certificate
        WHERE o.hash = $1
        """);

    static readonly Statement Use = new("UPDATE ownership_tokens SET request_hash = $2, reply = $3 WHERE hash = $1");

    static readonly Statement RemoveExpired = new($"""
        DELETE FROM ownership_tokens WHERE hash IN
            (SELECT o.hash FROM ownership_tokens o JOIN certificates c ON c.id = o.certificate
             WHERE o.expires_at <= $1 AND NOT ({IsUnclaimed})
             ORDER BY o.expires_at LIMIT $2)
        """);

    public void Insert(OwnershipToken token)
    {
        var rows = session.Write(
            New, token.Hash, token.CertificateId.Value, token.ExpiresAt.ToUnixTimeMilliseconds(), token.RequestHash, token.Reply);
        if (rows == 0)
        {
            throw AwsError.NotFound($"Certificate {token.CertificateId} not found");
        }
    }

    public OwnershipToken? Find(string hash) => session.Find(ByHash, Map, hash);

    public void SetUsed(string hash, string requestHash, string reply) => session.Write(Use, hash, requestHash, reply);

    public int DeleteExpired(DateTimeOffset now, int max) => session.Write(RemoveExpired, now.ToUnixTimeMilliseconds(), (long)max);

    static OwnershipToken Map(DbDataReader row) =>
        new(row.GetString(0), new CertificateId(row.GetString(1)), row.Time(2), row.TextOrNull(3), row.TextOrNull(4));
}
