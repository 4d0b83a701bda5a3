using Hatchery.Core;
using Hatchery.Core.Access;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    [Fact]
    public async Task A_role_comes_back_as_it_was_stored()
    {
        var role = Role("r") with { Description = "for provisioning" };
        await Write(tx => tx.Roles.Insert(role));
        Assert.Equal(role, await Read(tx => tx.Roles.Find("r")));
        await Write(tx => tx.Roles.SetAssumeRolePolicy("r", "{\"new\":1}"));
        Assert.Equal(role with { AssumeRolePolicyDocument = "{\"new\":1}" }, await Read(tx => tx.Roles.Find("r")));
        Assert.Null(await Read(tx => tx.Roles.Find("none")));
    }

    [Fact]
    public async Task A_role_name_is_taken_once_whatever_its_case()
    {
        await Write(tx => tx.Roles.Insert(Role("Role")));
        foreach (var name in new[] { "Role", "role" })
        {
            var error = await Refused(tx => tx.Roles.Insert(Role(name)), AwsErrorCode.IamEntityAlreadyExists);
            Assert.Equal($"Role with name {name} already exists.", error.Message);
        }
    }

    [Fact]
    public async Task Managed_policies_of_a_role_are_attached_listed_and_detached()
    {
        await Write(tx => tx.Roles.Insert(Role("r")));
        await Write(tx =>
        {
            tx.Roles.AttachPolicy("r", "arn:b");
            tx.Roles.AttachPolicy("r", "arn:a");
            tx.Roles.AttachPolicy("r", "arn:a");
        });
        await Lists((tx, page) => tx.Roles.AttachedPolicies("r", page), "arn:a", "arn:b");
        Assert.True(await Write(tx => tx.Roles.DetachPolicy("r", "arn:a")));
        Assert.False(await Write(tx => tx.Roles.DetachPolicy("r", "arn:a")));
        await Lists((tx, page) => tx.Roles.AttachedPolicies("r", page), "arn:b");
        await Refused(tx => tx.Roles.AttachPolicy("none", "arn:a"), AwsErrorCode.IamNoSuchEntity);
    }

    [Fact]
    public async Task Inline_policies_of_a_role_are_put_replaced_and_deleted()
    {
        await Write(tx =>
        {
            tx.Roles.Insert(Role("r"));
            tx.Roles.PutInlinePolicy("r", "b", "one");
            tx.Roles.PutInlinePolicy("r", "a", "two");
            tx.Roles.PutInlinePolicy("r", "b", "three");
        });
        Assert.Equal("three", await Read(tx => tx.Roles.FindInlinePolicy("r", "b")));
        Assert.Null(await Read(tx => tx.Roles.FindInlinePolicy("r", "c")));
        await Lists((tx, page) => tx.Roles.InlinePolicies("r", page), "a", "b");
        Assert.True(await Write(tx => tx.Roles.DeleteInlinePolicy("r", "a")));
        Assert.False(await Write(tx => tx.Roles.DeleteInlinePolicy("r", "a")));
        await Refused(tx => tx.Roles.PutInlinePolicy("none", "a", "x"), AwsErrorCode.IamNoSuchEntity);
    }

    [Fact]
    public async Task Roles_are_listed_by_name_and_deleted_with_their_policies()
    {
        string[] names = ["c", "a", "b"];
        await Write(tx => Array.ForEach(names, name => tx.Roles.Insert(Role(name))));
        await Lists((tx, page) => tx.Roles.List(page), Role("a"), Role("b"), Role("c"));
        await Write(tx => tx.Roles.AttachPolicy("a", "arn:a"));
        Assert.True(await Write(tx => tx.Roles.Delete("a")));
        Assert.False(await Write(tx => tx.Roles.Delete("a")));
        await Write(tx => tx.Roles.Insert(Role("a")));
        await Lists((tx, page) => tx.Roles.AttachedPolicies("a", page));
    }

    static Role Role(string name) => new(name, $"AROA{name}", "/", null, "{}", 3_600, Now);
}
