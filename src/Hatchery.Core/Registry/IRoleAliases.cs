using Hatchery.Core.Access;

namespace Hatchery.Core.Registry;

public interface IRoleAliases
{
    RoleAlias? Find(RoleAliasName name);

    /// <exception cref="AwsError">ResourceAlreadyExistsException when the name is taken.</exception>
    void Insert(RoleAlias alias);

    /// <summary>Replaces role, duration and modification time.</summary>
    void Update(RoleAlias alias);

    /// <summary>False when there was none.</summary>
    bool Delete(RoleAliasName name);

    /// <summary>By name.</summary>
    Page<RoleAlias> List(PageRequest page);

    int Count();
}
