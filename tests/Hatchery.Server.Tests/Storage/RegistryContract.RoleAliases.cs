using Hatchery.Core;
using Hatchery.Core.Access;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    [Fact]
    public async Task A_role_alias_comes_back_as_it_was_stored_and_updated()
    {
        var alias = Alias("camera");
        await Write(tx => tx.RoleAliases.Insert(alias));
        Assert.Equal(alias, await Read(tx => tx.RoleAliases.Find(alias.Name)));
        Assert.Equal("camera", (await Refused(tx => tx.RoleAliases.Insert(alias), AwsErrorCode.ResourceAlreadyExists)).ResourceId);

        var updated = alias with { RoleArn = "arn:aws:iam::000000000000:role/other", CredentialDurationSeconds = 43_200, ModifiedAt = Now.AddDays(1) };
        await Write(tx => tx.RoleAliases.Update(updated));
        await ReopenAsync();
        Assert.Equal(updated, await Read(tx => tx.RoleAliases.Find(alias.Name)));
        Assert.Null(await Read(tx => tx.RoleAliases.Find(new RoleAliasName("Camera"))));

        Assert.True(await Write(tx => tx.RoleAliases.Delete(alias.Name)));
        Assert.False(await Write(tx => tx.RoleAliases.Delete(alias.Name)));
        Assert.Null(await Read(tx => tx.RoleAliases.Find(alias.Name)));
    }

    [Fact]
    public async Task Role_aliases_are_counted_and_listed_by_name()
    {
        var (a, b, c) = (Alias("a=1"), Alias("b,@"), Alias("c"));
        await Write(tx => Array.ForEach([c, a, b], tx.RoleAliases.Insert));
        Assert.Equal(3, await Read(tx => tx.RoleAliases.Count()));
        await Lists((tx, page) => tx.RoleAliases.List(page), a, b, c);
    }

    static RoleAlias Alias(string name) => new(new RoleAliasName(name), "arn:aws:iam::000000000000:role/r", 900, Now, Now);
}
