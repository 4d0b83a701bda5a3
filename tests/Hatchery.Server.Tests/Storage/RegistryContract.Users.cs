using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    [Fact]
    public async Task A_user_comes_back_as_it_was_stored_and_takes_its_keys_and_policies_along()
    {
        var user = User("u");
        var key = new UserAccessKey("AKIA1", "u", IsActive: true, user.CreatedAt);
        await Write(tx =>
        {
            tx.Users.Insert(user);
            tx.Users.InsertKey(key);
            tx.Users.InsertKey(key with { Id = "AKIA0" });
            tx.Users.AttachPolicy("u", "arn:a");
            tx.Users.PutInlinePolicy("u", "p", "{}");
        });
        Assert.Equal(user, await Read(tx => tx.Users.Find("u")));
        Assert.Equal(key, await Read(tx => tx.Users.FindKey("AKIA1")));
        Assert.Equal(["AKIA0", "AKIA1"], (await Read(tx => tx.Users.KeysOf("u"))).Select(one => one.Id));
        Assert.True(await Write(tx => tx.Users.SetKeyActive("AKIA1", isActive: false)));
        Assert.Equal(key with { IsActive = false }, await Read(tx => tx.Users.FindKey("AKIA1")));
        await Lists((tx, page) => tx.Users.AttachedPolicies("u", page), "arn:a");
        await Lists((tx, page) => tx.Users.InlinePolicies("u", page), "p");
        Assert.Equal(1, await Read(tx => tx.CustomerPolicies.AttachmentCount("arn:a")));

        Assert.True(await Write(tx => tx.Users.Delete("u")));
        await Write(tx => tx.Users.Insert(user));
        Assert.Null(await Read(tx => tx.Users.FindKey("AKIA1")));
        await Lists((tx, page) => tx.Users.AttachedPolicies("u", page));
        Assert.Null(await Read(tx => tx.Users.FindInlinePolicy("u", "p")));
        Assert.Equal(0, await Read(tx => tx.CustomerPolicies.AttachmentCount("arn:a")));
    }

    [Fact]
    public async Task Names_of_users_and_managed_policies_are_taken_once_whatever_their_case()
    {
        var policy = new CustomerPolicy("Policy", "ANPA", "/", "for all", "{}", User("u").CreatedAt);
        await Write(tx =>
        {
            tx.Users.Insert(User("User"));
            tx.CustomerPolicies.Insert(policy);
        });
        Assert.Equal(policy, await Read(tx => tx.CustomerPolicies.Find("Policy")));
        await Refused(tx => tx.Users.Insert(User("user")), AwsErrorCode.IamEntityAlreadyExists);
        await Refused(tx => tx.CustomerPolicies.Insert(policy with { Name = "POLICY" }), AwsErrorCode.IamEntityAlreadyExists);
        await Refused(tx => tx.Users.InsertKey(new UserAccessKey("AKIA2", "nobody", IsActive: true, policy.CreatedAt)), AwsErrorCode.IamNoSuchEntity);
        Assert.True(await Write(tx => tx.CustomerPolicies.Delete("Policy")));
        Assert.False(await Write(tx => tx.CustomerPolicies.Delete("Policy")));
    }

    [Fact]
    public async Task What_decides_who_may_call_is_told_as_a_change()
    {
        Assert.Contains(new RegistryChange(RegistryChangeKind.Access, "u"), await ChangesOf(tx => tx.Users.Insert(User("u"))));
        Assert.Contains(new RegistryChange(RegistryChangeKind.Access, "u"), await ChangesOf(tx => tx.Users.PutInlinePolicy("u", "p", "{}")));
        Assert.Contains(new RegistryChange(RegistryChangeKind.Access, "u"), await ChangesOf(tx => tx.Users.DeleteInlinePolicy("u", "p")));
        Assert.Contains(new RegistryChange(RegistryChangeKind.Access, "u"), await ChangesOf(tx => tx.Users.InsertKey(new UserAccessKey("AKIA3", "u", IsActive: true, DateTimeOffset.UnixEpoch))));
        Assert.Contains(new RegistryChange(RegistryChangeKind.Access, "AKIA3"), await ChangesOf(tx => tx.Users.DeleteKey("AKIA3")));
        Assert.Contains(new RegistryChange(RegistryChangeKind.Access, "r"), await ChangesOf(tx => tx.Roles.Insert(Role("r"))));
        Assert.Contains(new RegistryChange(RegistryChangeKind.Access, "r"), await ChangesOf(tx => tx.Roles.AttachPolicy("r", "arn:a")));
        Assert.Contains(new RegistryChange(RegistryChangeKind.Access, "r"), await ChangesOf(tx => tx.Roles.SetAssumeRolePolicy("r", "{}")));
    }

    static User User(string name) => new(name, "AIDA", "/", IsOfKey: true, new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
}
