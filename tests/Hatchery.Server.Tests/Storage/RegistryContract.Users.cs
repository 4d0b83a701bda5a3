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
    public async Task A_managed_policy_has_versions_of_which_the_default_one_is_in_force()
    {
        var policy = new CustomerPolicy("versions", "ANPA", "/", Description: null, "{1}", User("u").CreatedAt);
        var later = policy.CreatedAt.AddDays(1);
        await Write(tx => tx.CustomerPolicies.Insert(policy));
        var second = await Write(tx => tx.CustomerPolicies.InsertVersion("versions", "{2}", later));
        Assert.Equal(new CustomerPolicyVersion(2, "{2}", later), second);
        Assert.Equal(policy with { UpdatedAt = later }, await Read(tx => tx.CustomerPolicies.Find("versions")));

        Assert.Contains(new RegistryChange(RegistryChangeKind.Access, "versions"), await ChangesOf(tx => tx.CustomerPolicies.SetDefaultVersion("versions", 2)));
        await ReopenAsync();
        Assert.Equal(("{2}", 2), await Read(tx => (tx.CustomerPolicies.Find("versions")!.Document, tx.CustomerPolicies.Find("versions")!.DefaultVersion)));
        Assert.True(await Write(tx => tx.CustomerPolicies.DeleteVersion("versions", 1)));
        Assert.False(await Write(tx => tx.CustomerPolicies.DeleteVersion("versions", 1)));
        Assert.Equal(3, (await Write(tx => tx.CustomerPolicies.InsertVersion("versions", "{3}", later))).Number);
        Assert.Equal([3, 2], (await Read(tx => tx.CustomerPolicies.Versions("versions"))).Select(version => version.Number));

        Assert.True(await Write(tx => tx.CustomerPolicies.Delete("versions")));
        await Write(tx => tx.CustomerPolicies.Insert(policy));
        Assert.Equal([1], (await Read(tx => tx.CustomerPolicies.Versions("versions"))).Select(version => version.Number));
    }

    [Fact]
    public async Task The_users_that_a_policy_is_attached_to_are_listed()
    {
        await Write(tx =>
        {
            foreach (var name in new[] { "b", "a", "c" })
            {
                tx.Users.Insert(User(name));
                tx.Users.AttachPolicy(name, name == "c" ? "arn:other" : "arn:a");
            }
        });
        await Lists((tx, page) => tx.Users.WithPolicy("arn:a", page), "b", "a");
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
