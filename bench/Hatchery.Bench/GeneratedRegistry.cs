using Microsoft.Data.Sqlite;

namespace Hatchery.Bench;

/// <summary>Fills a registry with things as provisioning leaves them: each with a certificate, its policy, its group and an attribute.</summary>
static class GeneratedRegistry
{
    public static void Fill(string folder, int things)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "hatchery.db")};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA synchronous=OFF");
        Run(connection, "PRAGMA cache_size=-500000");
        Run(connection, $"""
            CREATE TEMP TABLE fleet AS
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {things}) SELECT i, lower(hex(randomblob(32))) AS certificate FROM n;
            INSERT INTO certificates (certificate_id, pem, status, mode, created_at, modified_at, not_before, not_after)
            SELECT certificate, {'\''}{new string('p', 700)}{'\''}, (SELECT status FROM certificates LIMIT 1), 'DEFAULT', i, i, 0, 2524607999000 FROM fleet;
            INSERT INTO things (name, uuid, attributes, version, created_at)
            SELECT 'generated-' || substr(certificate, 1, 24), lower(hex(randomblob(16))), {'\''}{"""{"batch":"generated"}"""}{'\''}, 1, i FROM fleet;
            INSERT INTO thing_attributes (name, folded, thing, value) SELECT 'batch', 'generated', id, 'generated' FROM things WHERE name LIKE 'generated-%';
            INSERT INTO thing_principals (thing, certificate, exclusive)
            SELECT t.id, c.id, 0 FROM fleet f JOIN things t ON t.name = 'generated-' || substr(f.certificate, 1, 24) JOIN certificates c ON c.certificate_id = f.certificate;
            INSERT INTO policy_targets (kind, target, policy)
            SELECT 'cert', c.id, (SELECT id FROM policies ORDER BY id LIMIT 1) FROM fleet f JOIN certificates c ON c.certificate_id = f.certificate;
            INSERT INTO thing_group_members (thing_group, thing)
            SELECT (SELECT id FROM thing_groups ORDER BY id LIMIT 1), id FROM things WHERE name LIKE 'generated-%';
            """);
        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }
}
