using Hatchery.Core;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

/// <summary>The policies of users or of roles, in the SQL of their tables.</summary>
/// <param name="kind">In messages: user or role.</param>
sealed class HeldPolicies(string kind, string holders, string attached, string inline, string column)
{
    readonly Statement attach = new($"""
        INSERT INTO {attached} ({column}, policy_arn) SELECT h.id, $2 FROM {holders} h WHERE h.name = $1
        ON CONFLICT ({column}, policy_arn) DO NOTHING
        """);

    readonly Statement exists = new($"SELECT h.id FROM {holders} h WHERE h.name = $1");

    readonly Statement detach = new($"DELETE FROM {attached} WHERE {column} = (SELECT id FROM {holders} WHERE name = $1) AND policy_arn = $2");

    readonly PagedList listAttached = PagedList.ByText(
        $"SELECT a.policy_arn FROM {attached} a WHERE a.{column} = (SELECT id FROM {holders} WHERE name = $3) AND", "a.policy_arn");

    readonly PagedList listHolders = PagedList.ByNumber(
        $"SELECT a.{column}, h.name FROM {attached} a JOIN {holders} h ON h.id = a.{column} WHERE a.policy_arn = $3 AND", $"a.{column}");

    readonly Statement put = new($"""
        INSERT INTO {inline} ({column}, name, document) SELECT h.id, $2, $3 FROM {holders} h WHERE h.name = $1
        ON CONFLICT ({column}, name) DO UPDATE SET document = excluded.document
        """);

    readonly Statement find = new($"SELECT i.document FROM {inline} i WHERE i.{column} = (SELECT id FROM {holders} WHERE name = $1) AND i.name = $2");

    readonly Statement remove = new($"DELETE FROM {inline} WHERE {column} = (SELECT id FROM {holders} WHERE name = $1) AND name = $2");

    readonly PagedList listInline = PagedList.ByText(
        $"SELECT i.name FROM {inline} i WHERE i.{column} = (SELECT id FROM {holders} WHERE name = $3) AND", "i.name");

    public void Attach(SqlSession session, string name, string policyArn)
    {
        if (session.Write(attach, name, policyArn) == 0 && session.Number(exists, name) is null)
        {
            throw NotFound(name);
        }
    }

    public bool Detach(SqlSession session, string name, string policyArn) => session.Write(detach, name, policyArn) > 0;

    public Page<string> Attached(SqlSession session, string name, PageRequest page) => listAttached.Read(session, page, static row => row.GetString(0), name);

    public Page<string> Holders(SqlSession session, string policyArn, PageRequest page) => listHolders.Read(session, page, static row => row.GetString(1), policyArn);

    public void Put(SqlSession session, string name, string policyName, string document)
    {
        if (session.Write(put, name, policyName, document) == 0)
        {
            throw NotFound(name);
        }
    }

    public string? Find(SqlSession session, string name, string policyName) => session.Find(find, static row => row.GetString(0), name, policyName);

    public bool Remove(SqlSession session, string name, string policyName) => session.Write(remove, name, policyName) > 0;

    public Page<string> Inline(SqlSession session, string name, PageRequest page) => listInline.Read(session, page, static row => row.GetString(0), name);

    AwsError NotFound(string name) => new(AwsErrorCode.IamNoSuchEntity, $"The {kind} with name {name} cannot be found.");
}
