using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed class CustomerPoliciesTable(SqlSession session, ChangeLog changes) : ICustomerPolicies
{
    const string Columns = "p.name, p.policy_id, p.path, p.description, p.document, p.created_at";

    static readonly Statement ByName = new($"SELECT {Columns} FROM customer_policies p WHERE p.name = $1");

    static readonly PagedList All = PagedList.ByText($"SELECT {Columns} FROM customer_policies p WHERE", "p.name");

    // Two unique keys: the name, and the name without case.
    static readonly Statement New = new("""
        INSERT INTO customer_policies (name, policy_id, path, description, document, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING
        """);

    static readonly Statement Remove = new("DELETE FROM customer_policies WHERE name = $1");

    static readonly Statement UsersWith = new("SELECT count(*) FROM user_policies WHERE policy_arn = $1");
    static readonly Statement RolesWith = new("SELECT count(*) FROM role_policies WHERE policy_arn = $1");

    public CustomerPolicy? Find(string name) => session.Find(ByName, Map, name);

    public void Insert(CustomerPolicy policy)
    {
        if (session.Write(New, policy.Name, policy.Id, policy.Path, policy.Description, policy.Document, policy.CreatedAt.ToUnixTimeMilliseconds()) == 0)
        {
            throw new AwsError(AwsErrorCode.IamEntityAlreadyExists, $"A policy called {policy.Name} already exists. Duplicate names are not allowed.");
        }

        changes.Add(RegistryChangeKind.Access, policy.Name);
    }

    public bool Delete(string name)
    {
        changes.Add(RegistryChangeKind.Access, name);
        return session.Write(Remove, name) > 0;
    }

    public Page<CustomerPolicy> List(PageRequest page) => All.Read(session, page, Map);

    public int AttachmentCount(string policyArn) => session.Count(UsersWith, policyArn) + session.Count(RolesWith, policyArn);

    static CustomerPolicy Map(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.GetString(4), row.Time(5));
}
