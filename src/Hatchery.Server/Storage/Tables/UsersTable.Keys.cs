using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed partial class UsersTable
{
    const string KeyColumns = "k.access_key_id, u.name, k.active, k.created_at FROM access_keys k JOIN users u ON u.id = k.holder";

    static readonly Statement KeyById = new($"SELECT {KeyColumns} WHERE k.access_key_id = $1");

    static readonly Statement KeysByUser = new($"SELECT {KeyColumns} WHERE u.name = $1 ORDER BY k.access_key_id");

    static readonly PagedList AllKeys = PagedList.ByText($"SELECT {KeyColumns} WHERE", "k.access_key_id");

    static readonly Statement NewKey = new("INSERT INTO access_keys (access_key_id, holder, active, created_at) SELECT $1, u.id, $3, $4 FROM users u WHERE u.name = $2");

    static readonly Statement SetActive = new("UPDATE access_keys SET active = $2 WHERE access_key_id = $1");

    static readonly Statement RemoveKey = new("DELETE FROM access_keys WHERE access_key_id = $1");

    public UserAccessKey? FindKey(string accessKeyId) => Session.Find(KeyById, MapKey, accessKeyId);

    public void InsertKey(UserAccessKey key)
    {
        if (Session.Write(NewKey, key.Id, key.UserName, key.IsActive ? 1L : 0L, key.CreatedAt.ToUnixTimeMilliseconds()) == 0)
        {
            throw new AwsError(AwsErrorCode.IamNoSuchEntity, $"The user with name {key.UserName} cannot be found.");
        }

        Changed(key.UserName);
    }

    public bool SetKeyActive(string accessKeyId, bool isActive) => Changed(accessKeyId, Session.Write(SetActive, accessKeyId, isActive ? 1L : 0L) > 0);

    public bool DeleteKey(string accessKeyId) => Changed(accessKeyId, Session.Write(RemoveKey, accessKeyId) > 0);

    public IReadOnlyList<UserAccessKey> KeysOf(string userName) => Session.List(KeysByUser, MapKey, userName);

    public Page<UserAccessKey> Keys(PageRequest page) => AllKeys.Read(Session, page, MapKey);

    static UserAccessKey MapKey(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetInt64(2) != 0, row.Time(3));
}
