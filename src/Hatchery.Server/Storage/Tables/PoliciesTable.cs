using System.Data.Common;
using System.Globalization;
using Hatchery.Core;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

/// <summary>Policies and their versions; attachments are in the other half.</summary>
sealed partial class PoliciesTable(SqlSession session, ChangeLog changes) : IPolicies
{
    const string Columns = "p.id, p.name, p.default_version, p.created_at, p.modified_at";

    const string VersionColumns = "p.name, v.version, v.document, v.created_at, v.version = p.default_version";

    static readonly Statement ByName = new($"SELECT {Columns} FROM policies p WHERE p.name = $1");

    static readonly PagedList All = PagedList.ByNumber($"SELECT {Columns} FROM policies p WHERE", "p.id");

    static readonly Statement ByPrefix = new("SELECT p.name FROM policies p WHERE p.name >= $1 AND p.name < $2 ORDER BY p.name LIMIT $3");

    static readonly Statement New = new("""
        INSERT INTO policies (name, default_version, next_version, created_at, modified_at)
        VALUES ($1, 1, 2, $2, $2)
        ON CONFLICT (name) DO NOTHING
        RETURNING id
        """);

    static readonly Statement DetachAll = new("DELETE FROM policy_targets WHERE policy = (SELECT id FROM policies WHERE name = $1)");

    // Its versions go with it (ON DELETE CASCADE).
    static readonly Statement Remove = new("DELETE FROM policies WHERE name = $1");

    static readonly Statement TakeVersion = new("""
        UPDATE policies SET next_version = next_version + 1 WHERE name = $1 RETURNING next_version - 1
        """);

    static readonly Statement NewVersion = new("""
        INSERT INTO policy_versions (policy, version, document, created_at)
        SELECT p.id, $2, $3, $4 FROM policies p WHERE p.name = $1
        """);

    static readonly Statement VersionById = new($"""
        SELECT {VersionColumns} FROM policies p JOIN policy_versions v ON v.policy = p.id
        WHERE p.name = $1 AND v.version = $2
        """);

    static readonly Statement VersionsNewestFirst = new($"""
        SELECT {VersionColumns} FROM policies p JOIN policy_versions v ON v.policy = p.id
        WHERE p.name = $1 ORDER BY v.version DESC
        """);

    static readonly Statement SetDefault = new("""
        UPDATE policies SET default_version = $2, modified_at = $3
        WHERE name = $1 AND EXISTS (SELECT 1 FROM policy_versions v WHERE v.policy = policies.id AND v.version = $2)
        """);

    static readonly Statement RemoveVersion = new("""
        DELETE FROM policy_versions WHERE policy = (SELECT id FROM policies WHERE name = $1) AND version = $2
        """);

    public IReadOnlyList<PolicyName> WithPrefix(string prefix, int max) =>
        session.List(ByPrefix, static row => new PolicyName(row.GetString(0)), prefix, prefix + Position.AfterAll, (long)max);

    public Policy? Find(PolicyName name) => session.Find(ByName, Map, name.Value);

    public void Insert(PolicyName name, string document, DateTimeOffset now)
    {
        if (session.WriteReturningNumber(New, name.Value, now.ToUnixTimeMilliseconds()) is null)
        {
            throw AwsError.AlreadyExists($"Policy cannot be created - name already exists (name={name})", name.Value);
        }

        session.Write(NewVersion, name.Value, 1L, document, now.ToUnixTimeMilliseconds());
        Changed(name);
    }

    public bool Delete(PolicyName name)
    {
        session.Write(DetachAll, name.Value);
        TagsTable.RemoveAll(session, TaggedResource.Policy(name));
        if (session.Write(Remove, name.Value) == 0)
        {
            return false;
        }

        Changed(name);
        return true;
    }

    /// <summary>In order of creation.</summary>
    public Page<Policy> List(PageRequest page) => All.Read(session, page, Map);

    public PolicyVersion InsertVersion(PolicyName name, string document, bool setAsDefault, DateTimeOffset now)
    {
        var version = session.WriteReturningNumber(TakeVersion, name.Value) ?? throw NotFound(name);
        session.Write(NewVersion, name.Value, version, document, now.ToUnixTimeMilliseconds());
        if (setAsDefault)
        {
            session.Write(SetDefault, name.Value, version, now.ToUnixTimeMilliseconds());
        }

        Changed(name);
        return new PolicyVersion(name, $"{version}", document, setAsDefault, now);
    }

    public PolicyVersion? FindVersion(PolicyName name, string versionId) =>
        Number(versionId) is { } version ? session.Find(VersionById, MapVersion, name.Value, version) : null;

    public IReadOnlyList<PolicyVersion> Versions(PolicyName name) => session.List(VersionsNewestFirst, MapVersion, name.Value);

    public void SetDefaultVersion(PolicyName name, string versionId, DateTimeOffset now)
    {
        if (Number(versionId) is { } version && session.Write(SetDefault, name.Value, version, now.ToUnixTimeMilliseconds()) > 0)
        {
            Changed(name);
        }
    }

    public void DeleteVersion(PolicyName name, string versionId)
    {
        if (Number(versionId) is { } version && session.Write(RemoveVersion, name.Value, version) > 0)
        {
            Changed(name);
        }
    }

    void Changed(PolicyName name) => changes.Add(RegistryChangeKind.Policy, name.Value);

    static AwsError NotFound(PolicyName name) => AwsError.NotFound($"Policy {name} not found");

    static long? Number(string versionId) =>
        int.TryParse(versionId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static Policy Map(DbDataReader row) => new(new PolicyName(row.GetString(1)), $"{row.GetInt64(2)}", row.Time(3), row.Time(4));

    static PolicyVersion MapVersion(DbDataReader row) =>
        new(new PolicyName(row.GetString(0)), $"{row.GetInt64(1)}", row.GetString(2), row.GetBoolean(4), row.Time(3));
}
