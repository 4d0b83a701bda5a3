using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed class RoleAliasesTable(SqlSession session) : IRoleAliases
{
    const string Columns = "a.name, a.role_arn, a.duration_seconds, a.created_at, a.modified_at";

    static readonly Statement ByName = new($"SELECT {Columns} FROM role_aliases a WHERE a.name = $1");

    static readonly PagedList All = PagedList.ByText($"SELECT {Columns} FROM role_aliases a WHERE", "a.name");

    static readonly Statement AliasCount = new("SELECT COUNT(*) FROM role_aliases");

    static readonly Statement New = new("""
        INSERT INTO role_aliases (name, role_arn, duration_seconds, created_at, modified_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (name) DO NOTHING
        """);

    static readonly Statement Replace = new("UPDATE role_aliases SET role_arn = $2, duration_seconds = $3, modified_at = $4 WHERE name = $1");

    static readonly Statement Remove = new("DELETE FROM role_aliases WHERE name = $1");

    public RoleAlias? Find(RoleAliasName name) => session.Find(ByName, Map, name.Value);

    public void Insert(RoleAlias alias)
    {
        var rows = session.Write(
            New,
            alias.Name.Value,
            alias.RoleArn,
            (long)alias.CredentialDurationSeconds,
            alias.CreatedAt.ToUnixTimeMilliseconds(),
            alias.ModifiedAt.ToUnixTimeMilliseconds());
        if (rows == 0)
        {
            throw AwsError.AlreadyExists($"Role alias {alias.Name} already exists", alias.Name.Value);
        }
    }

    public void Update(RoleAlias alias) => session.Write(
        Replace, alias.Name.Value, alias.RoleArn, (long)alias.CredentialDurationSeconds, alias.ModifiedAt.ToUnixTimeMilliseconds());

    public bool Delete(RoleAliasName name)
    {
        TagsTable.RemoveAll(session, TaggedResource.RoleAlias(name));
        return session.Write(Remove, name.Value) > 0;
    }

    public Page<RoleAlias> List(PageRequest page) => All.Read(session, page, Map);

    public int Count() => session.Count(AliasCount);

    static RoleAlias Map(DbDataReader row) => new(new RoleAliasName(row.GetString(0)), row.GetString(1), row.GetInt32(2), row.Time(3), row.Time(4));
}
