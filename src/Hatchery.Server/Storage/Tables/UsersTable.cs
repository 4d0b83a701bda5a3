using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed partial class UsersTable(SqlSession session, ChangeLog changes) : PolicyHolderTable(session, changes, Policies), IUsers
{
    const string Columns = "u.name, u.user_id, u.path, u.of_key, u.created_at";

    static readonly Statement ByName = new($"SELECT {Columns} FROM users u WHERE u.name = $1");

    static readonly PagedList All = PagedList.ByText($"SELECT {Columns} FROM users u WHERE", "u.name");

    // Two unique keys: the name, and the name without case.
    static readonly Statement New = new("INSERT INTO users (name, user_id, path, of_key, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING");

    // Its keys and policies go with it (ON DELETE CASCADE).
    static readonly Statement Remove = new("DELETE FROM users WHERE name = $1");

    static readonly HeldPolicies Policies = new("user", "users", "user_policies", "user_inline_policies", "holder");

    public User? Find(string name) => Session.Find(ByName, Map, name);

    public void Insert(User user)
    {
        if (Session.Write(New, user.Name, user.Id, user.Path, user.IsOfKey ? 1L : 0L, user.CreatedAt.ToUnixTimeMilliseconds()) == 0)
        {
            throw new AwsError(AwsErrorCode.IamEntityAlreadyExists, $"User with name {user.Name} already exists.");
        }

        Changed(user.Name);
    }

    public bool Delete(string name)
    {
        TagsTable.RemoveAll(Session, TaggedResource.IamUser(name));
        return Changed(name, Session.Write(Remove, name) > 0);
    }

    public Page<User> List(PageRequest page) => All.Read(Session, page, Map);

    static User Map(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3) != 0, row.Time(4));
}
