using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed class RolesTable(SqlSession session, ChangeLog changes) : PolicyHolderTable(session, changes, Policies), IRoles
{
    const string Columns = "r.name, r.role_id, r.path, r.description, r.assume_role_policy, r.max_session_seconds, r.created_at";

    static readonly Statement ByName = new($"SELECT {Columns} FROM roles r WHERE r.name = $1");

    static readonly PagedList All = PagedList.ByText($"SELECT {Columns} FROM roles r WHERE", "r.name");

    // Two unique keys: the name, and the name without case.
    static readonly Statement New = new("""
        INSERT INTO roles (name, role_id, path, description, assume_role_policy, max_session_seconds, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT DO NOTHING
        """);

    static readonly Statement SetTrust = new("UPDATE roles SET assume_role_policy = $2 WHERE name = $1");
    static readonly Statement Describe = new("UPDATE roles SET description = $2 WHERE name = $1");
    static readonly Statement SetMaxSession = new("UPDATE roles SET max_session_seconds = $2 WHERE name = $1");

    // Its policies go with it (ON DELETE CASCADE).
    static readonly Statement Remove = new("DELETE FROM roles WHERE name = $1");

    static readonly HeldPolicies Policies = new("role", "roles", "role_policies", "role_inline_policies", "role");

    public Role? Find(string name) => Session.Find(ByName, Map, name);

    public void Insert(Role role)
    {
        var rows = Session.Write(
            New,
            role.Name,
            role.Id,
            role.Path,
            role.Description,
            role.AssumeRolePolicyDocument,
            (long)role.MaxSessionDurationSeconds,
            role.CreatedAt.ToUnixTimeMilliseconds());
        if (rows == 0)
        {
            throw new AwsError(AwsErrorCode.IamEntityAlreadyExists, $"Role with name {role.Name} already exists.");
        }

        Changed(role.Name);
    }

    public void SetAssumeRolePolicy(string name, string document)
    {
        Session.Write(SetTrust, name, document);
        Changed(name);
    }

    public void SetDescription(string name, string? description) => Session.Write(Describe, name, description);

    public void SetMaxSessionDuration(string name, int seconds) => Session.Write(SetMaxSession, name, (long)seconds);

    public bool Delete(string name)
    {
        TagsTable.RemoveAll(Session, TaggedResource.IamRole(name));
        return Changed(name, Session.Write(Remove, name) > 0);
    }

    /// <summary>By name.</summary>
    public Page<Role> List(PageRequest page) => All.Read(Session, page, Map);

    static Role Map(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.GetString(4), row.GetInt32(5), row.Time(6));
}
