using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed class RolesTable(SqlSession session) : IRoles
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

    // Its policies go with it (ON DELETE CASCADE).
    static readonly Statement Remove = new("DELETE FROM roles WHERE name = $1");

    static readonly Statement Attach = new("""
        INSERT INTO role_policies (role, policy_arn) SELECT r.id, $2 FROM roles r WHERE r.name = $1
        ON CONFLICT (role, policy_arn) DO NOTHING
        """);

    static readonly Statement Detach = new("""
        DELETE FROM role_policies WHERE role = (SELECT id FROM roles WHERE name = $1) AND policy_arn = $2
        """);

    static readonly PagedList Attached = PagedList.ByText(
        "SELECT a.policy_arn FROM role_policies a WHERE a.role = (SELECT id FROM roles WHERE name = $3) AND", "a.policy_arn");

    static readonly Statement PutInline = new("""
        INSERT INTO role_inline_policies (role, name, document) SELECT r.id, $2, $3 FROM roles r WHERE r.name = $1
        ON CONFLICT (role, name) DO UPDATE SET document = excluded.document
        """);

    static readonly Statement InlineByName = new("""
        SELECT i.document FROM role_inline_policies i WHERE i.role = (SELECT id FROM roles WHERE name = $1) AND i.name = $2
        """);

    static readonly Statement RemoveInline = new("""
        DELETE FROM role_inline_policies WHERE role = (SELECT id FROM roles WHERE name = $1) AND name = $2
        """);

    static readonly PagedList Inline = PagedList.ByText(
        "SELECT i.name FROM role_inline_policies i WHERE i.role = (SELECT id FROM roles WHERE name = $3) AND", "i.name");

    public Role? Find(string name) => session.Find(ByName, Map, name);

    public void Insert(Role role)
    {
        var rows = session.Write(
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
    }

    public void SetAssumeRolePolicy(string name, string document) => session.Write(SetTrust, name, document);

    public bool Delete(string name) => session.Write(Remove, name) > 0;

    /// <summary>By name.</summary>
    public Page<Role> List(PageRequest page) => All.Read(session, page, Map);

    public void AttachPolicy(string roleName, string policyArn)
    {
        if (session.Write(Attach, roleName, policyArn) == 0 && Find(roleName) is null)
        {
            throw NotFound(roleName);
        }
    }

    public bool DetachPolicy(string roleName, string policyArn) => session.Write(Detach, roleName, policyArn) > 0;

    public Page<string> AttachedPolicies(string roleName, PageRequest page) =>
        Attached.Read(session, page, static row => row.GetString(0), roleName);

    public void PutInlinePolicy(string roleName, string policyName, string document)
    {
        if (session.Write(PutInline, roleName, policyName, document) == 0)
        {
            throw NotFound(roleName);
        }
    }

    public string? FindInlinePolicy(string roleName, string policyName) =>
        session.Find(InlineByName, static row => row.GetString(0), roleName, policyName);

    public bool DeleteInlinePolicy(string roleName, string policyName) => session.Write(RemoveInline, roleName, policyName) > 0;

    public Page<string> InlinePolicies(string roleName, PageRequest page) => Inline.Read(session, page, static row => row.GetString(0), roleName);

    static AwsError NotFound(string name) => new(AwsErrorCode.IamNoSuchEntity, $"The role with name {name} cannot be found.");

    static Role Map(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.GetString(4), row.GetInt32(5), row.Time(6));
}
