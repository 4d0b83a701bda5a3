using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed partial class CustomerPoliciesTable
{
    static readonly Statement NewVersion = new("""
        INSERT INTO customer_policy_versions (policy, version, document, created_at) SELECT p.id, $2, $3, $4 FROM customer_policies p WHERE p.name = $1
        """);

    static readonly Statement Count = new("""
        UPDATE customer_policies SET last_version = last_version + 1, updated_at = $2 WHERE name = $1 RETURNING last_version
        """);

    static readonly Statement VersionsOf = new("""
        SELECT v.version, v.document, v.created_at FROM customer_policy_versions v
        WHERE v.policy = (SELECT id FROM customer_policies WHERE name = $1) ORDER BY v.version DESC
        """);

    static readonly Statement SetDefault = new("UPDATE customer_policies SET default_version = $2 WHERE name = $1");

    static readonly Statement RemoveVersion = new(
        "DELETE FROM customer_policy_versions WHERE policy = (SELECT id FROM customer_policies WHERE name = $1) AND version = $2");

    public IReadOnlyList<CustomerPolicyVersion> Versions(string name) =>
        session.List(VersionsOf, static row => new CustomerPolicyVersion(row.GetInt32(0), row.GetString(1), row.Time(2)), name);

    public CustomerPolicyVersion InsertVersion(string name, string document, DateTimeOffset now)
    {
        var number = session.WriteReturningNumber(Count, name, now.ToUnixTimeMilliseconds())!.Value;
        session.Write(NewVersion, name, number, document, now.ToUnixTimeMilliseconds());
        return new CustomerPolicyVersion((int)number, document, now);
    }

    public void SetDefaultVersion(string name, int number)
    {
        session.Write(SetDefault, name, (long)number);
        changes.Add(RegistryChangeKind.Access, name);
    }

    public bool DeleteVersion(string name, int number) => session.Write(RemoveVersion, name, (long)number) > 0;
}
