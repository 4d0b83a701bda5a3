using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed partial class CustomerPoliciesTable(SqlSession session, ChangeLog changes) : ICustomerPolicies
{
    const string Columns = "p.name, p.policy_id, p.path, p.description, v.document, p.created_at, p.default_version, p.updated_at";
    const string Source = "customer_policies p JOIN customer_policy_versions v ON v.policy = p.id AND v.version = p.default_version";

    static readonly Statement ByName = new($"SELECT {Columns} FROM {Source} WHERE p.name = $1");

    static readonly PagedList All = PagedList.ByText($"SELECT {Columns} FROM {Source} WHERE", "p.name");

    // Two unique keys: the name, and the name without case.
    static readonly Statement New = new("""
        INSERT INTO customer_policies (name, policy_id, path, description, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)
        ON CONFLICT DO NOTHING
        """);

    // Its versions go with it (ON DELETE CASCADE).
    static readonly Statement Remove = new("DELETE FROM customer_policies WHERE name = $1");

    static readonly Statement UsersWith = new("SELECT count(*) FROM user_policies WHERE policy_arn = $1");
    static readonly Statement RolesWith = new("SELECT count(*) FROM role_policies WHERE policy_arn = $1");

    public CustomerPolicy? Find(string name) => session.Find(ByName, Map, name);

    public void Insert(CustomerPolicy policy)
    {
        if (session.Write(New, policy.Name, policy.Id, policy.Path, policy.Description, policy.CreatedAt.ToUnixTimeMilliseconds()) == 0)
        {
            throw new AwsError(AwsErrorCode.IamEntityAlreadyExists, $"A policy called {policy.Name} already exists. Duplicate names are not allowed.");
        }

        session.Write(NewVersion, policy.Name, 1L, policy.Document, policy.CreatedAt.ToUnixTimeMilliseconds());
        changes.Add(RegistryChangeKind.Access, policy.Name);
    }

    public bool Delete(string name)
    {
        TagsTable.RemoveAll(session, TaggedResource.IamPolicy(name));
        changes.Add(RegistryChangeKind.Access, name);
        return session.Write(Remove, name) > 0;
    }

    public Page<CustomerPolicy> List(PageRequest page) => All.Read(session, page, Map);

    public int AttachmentCount(string policyArn) => session.Count(UsersWith, policyArn) + session.Count(RolesWith, policyArn);

    static CustomerPolicy Map(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.GetString(4), row.Time(5))
    {
        DefaultVersion = row.GetInt32(6),
        UpdatedAt = row.Time(7),
    };
}
