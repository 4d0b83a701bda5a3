using System.Xml.Linq;
using Hatchery.Server.Access;
using Hatchery.Server.Tests.Api;

namespace Hatchery.Server.Tests.Access.Iam;

public sealed class IamApiTests(ApiServer api) : IClassFixture<ApiServer>
{
    const string Trust = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"iot.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\"}]}";
    const string Allow = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\"Resource\":\"*\"}]}";
    const string ThingsRegistration = "arn:aws:iam::aws:policy/service-role/AWSIoTThingsRegistration";

    static int count;

    readonly string role = $"role-{Interlocked.Increment(ref count)}";

    [Fact]
    public async Task A_role_is_made_shown_and_deleted()
    {
        var created = await CallAsync("CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", Trust), ("Path", "/service-role/"), ("Description", "a & b <c>"));
        Assert.Equal($"arn:aws:iam::000000000000:role/service-role/{role}", Value(created, "Arn"));
        Assert.Matches("^AROA[A-Z2-7]{17}$", Value(created, "RoleId"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", Value(created, "CreateDate"));

        var got = await CallAsync("GetRole", ("RoleName", role));
        Assert.Equal("GetRoleResponse", got.Name.LocalName);
        Assert.Equal("a & b <c>", Value(got, "Description"));
        Assert.Equal("3600", Value(got, "MaxSessionDuration"));
        Assert.Equal(Trust, Uri.UnescapeDataString(Value(got, "AssumeRolePolicyDocument")));
        Assert.DoesNotContain(' ', Value(got, "AssumeRolePolicyDocument"));

        await CallAsync("UpdateAssumeRolePolicy", ("RoleName", role), ("PolicyDocument", Trust + " "));
        Assert.Equal(Trust + " ", Uri.UnescapeDataString(Value(await CallAsync("GetRole", ("RoleName", role)), "AssumeRolePolicyDocument")));

        var deleted = await CallAsync("DeleteRole", ("RoleName", role));
        Assert.Equal(["ResponseMetadata"], deleted.Elements().Select(e => e.Name.LocalName));
        Assert.Equal($"The role with name {role} cannot be found.", await RefusedAsync(404, "NoSuchEntity", "GetRole", ("RoleName", role)));
    }

    [Fact]
    public async Task A_role_name_is_taken_once()
    {
        await CreateAsync();
        Assert.Equal($"Role with name {role} already exists.", await RefusedAsync(409, "EntityAlreadyExists", "CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", Trust)));
    }

    [Fact]
    public async Task Managed_policies_attach_and_hold_the_role()
    {
        await CreateAsync();
        await CallAsync("AttachRolePolicy", ("RoleName", role), ("PolicyArn", ThingsRegistration));
        await CallAsync("AttachRolePolicy", ("RoleName", role), ("PolicyArn", ThingsRegistration));

        var listed = await CallAsync("ListAttachedRolePolicies", ("RoleName", role));
        Assert.Equal(["AWSIoTThingsRegistration"], Values(listed, "PolicyName"));
        Assert.Equal([ThingsRegistration], Values(listed, "PolicyArn"));
        Assert.Equal("false", Value(listed, "IsTruncated"));
        Assert.Equal("Cannot delete entity, must detach all policies first.", await RefusedAsync(409, "DeleteConflict", "DeleteRole", ("RoleName", role)));

        await CallAsync("DetachRolePolicy", ("RoleName", role), ("PolicyArn", ThingsRegistration));
        await RefusedAsync(404, "NoSuchEntity", "DetachRolePolicy", ("RoleName", role), ("PolicyArn", ThingsRegistration));
        await CallAsync("DeleteRole", ("RoleName", role));
    }

    [Fact]
    public async Task Policies_that_do_not_exist_do_not_attach()
    {
        await CreateAsync();
        var nearMiss = await RefusedAsync(404, "NoSuchEntity", "AttachRolePolicy", ("RoleName", role), ("PolicyArn", "arn:aws:iam::aws:policy/AWSIoTThingsRegistration"));
        Assert.Contains(ThingsRegistration, nearMiss);
        await RefusedAsync(404, "NoSuchEntity", "AttachRolePolicy", ("RoleName", role), ("PolicyArn", "arn:aws:iam::000000000000:policy/mine"));
        await RefusedAsync(400, "InvalidInput", "AttachRolePolicy", ("RoleName", role), ("PolicyArn", "arn:aws:iot:us-east-1:000000000000:policy/x"));
        await RefusedAsync(404, "NoSuchEntity", "AttachRolePolicy", ("RoleName", "nobody"), ("PolicyArn", ThingsRegistration));
        await CallAsync("AttachRolePolicy", ("RoleName", role), ("PolicyArn", "arn:aws:iam::aws:policy/service-role/AWSIoTRuleActions"));
    }

    [Fact]
    public async Task Inline_policies_are_kept_as_sent_and_hold_the_role()
    {
        await CreateAsync();
        await CallAsync("PutRolePolicy", ("RoleName", role), ("PolicyName", "inline"), ("PolicyDocument", Allow));
        Assert.Equal(Allow, Uri.UnescapeDataString(Value(await CallAsync("GetRolePolicy", ("RoleName", role), ("PolicyName", "inline")), "PolicyDocument")));
        Assert.Equal(["inline"], Values(await CallAsync("ListRolePolicies", ("RoleName", role)), "member"));
        Assert.Equal("Cannot delete entity, must delete policies first.", await RefusedAsync(409, "DeleteConflict", "DeleteRole", ("RoleName", role)));

        await CallAsync("DeleteRolePolicy", ("RoleName", role), ("PolicyName", "inline"));
        await RefusedAsync(404, "NoSuchEntity", "GetRolePolicy", ("RoleName", role), ("PolicyName", "inline"));
        await RefusedAsync(404, "NoSuchEntity", "DeleteRolePolicy", ("RoleName", role), ("PolicyName", "inline"));
    }

    [Fact]
    public async Task Roles_are_listed_page_by_page()
    {
        await CreateAsync();
        await CallAsync("CreateRole", ("RoleName", role + "-b"), ("AssumeRolePolicyDocument", Trust));
        var seen = new List<string>();
        string? marker = null;
        do
        {
            var page = marker is null ? await CallAsync("ListRoles", ("MaxItems", "1")) : await CallAsync("ListRoles", ("MaxItems", "1"), ("Marker", marker));
            seen.AddRange(Values(page, "RoleName"));
            marker = Values(page, "Marker").SingleOrDefault();
            Assert.Equal(marker is null ? "false" : "true", Value(page, "IsTruncated"));
        }
        while (marker is not null);

        Assert.Equal(seen.Distinct(), seen);
        Assert.Contains(role, seen);
        Assert.Contains(role + "-b", seen);
    }

    [Fact]
    public async Task What_Terraform_asks_is_answered()
    {
        await CreateAsync();
        Assert.Empty(Values(await CallAsync("ListInstanceProfilesForRole", ("RoleName", role)), "member"));
        Assert.Equal("v3", Value(await CallAsync("GetPolicy", ("PolicyArn", ThingsRegistration)), "DefaultVersionId"));
    }

    [Fact]
    public async Task Tags_are_refused_as_IAM_refuses_them_and_told_apart_without_case()
    {
        await CreateAsync();
        await RefusedAsync(400, "InvalidInput", "TagRole", [("RoleName", role), .. Tag(1, "aws:x", "1")]);
        await RefusedAsync(400, "InvalidInput", "TagRole", [("RoleName", role), .. Tag(1, "Site", "1"), .. Tag(2, "site", "2")]);
        Assert.Contains("'tags.1.member.key'", await RefusedAsync(400, "ValidationError", "TagRole", [("RoleName", role), .. Tag(1, new string('k', 129), "1")]));
        await RefusedAsync(400, "ValidationError", "TagRole", [("RoleName", role), .. Enumerable.Range(1, 51).SelectMany(i => Tag(i, $"k{i}", ""))]);
        await RefusedAsync(400, "ValidationError", "UntagRole", ("RoleName", role));

        await CallAsync("TagRole", [("RoleName", role), .. Enumerable.Range(1, 50).SelectMany(i => Tag(i, $"k{i}", ""))]);
        await RefusedAsync(409, "LimitExceeded", "TagRole", [("RoleName", role), .. Tag(1, "one more", "")]);
        await CallAsync("TagRole", [("RoleName", role), .. Tag(1, "K1", "in place")]);
        await CallAsync("UntagRole", [("RoleName", role), .. Enumerable.Range(2, 49).Select(i => ($"TagKeys.member.{i - 1}", $"K{i}"))]);
        Assert.Equal("K1in place", Value(await CallAsync("ListRoleTags", ("RoleName", role)), "member"));

        await CallAsync("DeleteRole", ("RoleName", role));
        await CreateAsync();
        Assert.Empty(Values(await CallAsync("GetRole", ("RoleName", role)), "Tags"));
    }

    [Fact]
    public async Task Who_has_a_policy_is_listed_page_by_page_roles_first()
    {
        var policy = Value(await CallAsync("CreatePolicy", ("PolicyName", role), ("PolicyDocument", Allow)), "Arn");
        foreach (var name in new[] { role + "-a", role + "-b" })
        {
            await CallAsync("CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", Trust));
            await CallAsync("AttachRolePolicy", ("RoleName", name), ("PolicyArn", policy));
            await CallAsync("CreateUser", ("UserName", name));
            await CallAsync("AttachUserPolicy", ("UserName", name), ("PolicyArn", policy));
        }

        foreach (var size in new[] { "1", "2", "3", "4" })
        {
            var found = new List<string>();
            string? marker = "";
            while (marker is not null)
            {
                var page = await CallAsync("ListEntitiesForPolicy", ("PolicyArn", policy), ("MaxItems", size), ("Marker", marker));
                found.AddRange(Values(page, "RoleName").Concat(Values(page, "UserName")));
                marker = Values(page, "Marker").SingleOrDefault();
            }

            Assert.Equal([role + "-a", role + "-b", role + "-a", role + "-b"], found);
        }

        Assert.Empty(Values(await CallAsync("ListEntitiesForPolicy", ("PolicyArn", policy), ("EntityFilter", "User")), "RoleName"));
        await RefusedAsync(404, "NoSuchEntity", "ListEntitiesForPolicy", ("PolicyArn", policy + "x"));
    }

    [Fact]
    public async Task The_default_version_of_a_policy_is_in_force()
    {
        var policy = Value(await CallAsync("CreatePolicy", ("PolicyName", role), ("PolicyDocument", Allow)), "Arn");
        await CallAsync("CreateUser", ("UserName", role));
        await CallAsync("AttachUserPolicy", ("UserName", role), ("PolicyArn", policy));
        var made = await CallAsync("CreateAccessKey", ("UserName", role));
        var key = new AccessKey(Value(made, "AccessKeyId"), new Secret(Value(made, "SecretAccessKey")));
        Assert.Equal(200, await StatusAsync());

        await CallAsync("CreatePolicyVersion", ("PolicyArn", policy), ("PolicyDocument", Allow.Replace("Allow", "Deny", StringComparison.Ordinal)), ("SetAsDefault", "true"));
        Assert.Equal(403, await StatusAsync());
        await CallAsync("SetDefaultPolicyVersion", ("PolicyArn", policy), ("VersionId", "v1"));
        Assert.Equal(200, await StatusAsync());
        Assert.Equal(Allow, Uri.UnescapeDataString(Value(await CallAsync("GetPolicyVersion", ("PolicyArn", policy), ("VersionId", "v1")), "Document")));

        async Task<int> StatusAsync() => (await api.SendAsAsync(key, "GET", "/things")).Status;
    }

    [Fact]
    public async Task Bad_input_is_named()
    {
        Assert.Contains("'roleName'", await RefusedAsync(400, "ValidationError", "CreateRole", ("RoleName", "a b"), ("AssumeRolePolicyDocument", Trust)));
        Assert.Contains("'roleName'", await RefusedAsync(400, "ValidationError", "CreateRole", ("RoleName", new string('r', 65)), ("AssumeRolePolicyDocument", Trust)));
        Assert.Contains("'assumeRolePolicyDocument'", await RefusedAsync(400, "ValidationError", "CreateRole", ("RoleName", role)));
        await RefusedAsync(400, "MalformedPolicyDocument", "CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", "{"));
        await RefusedAsync(400, "MalformedPolicyDocument", "CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", "[1]"));
        await RefusedAsync(400, "ValidationError", "CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", Trust), ("MaxSessionDuration", "60"));
        Assert.Contains("'tags.1.member.value'", await RefusedAsync(400, "ValidationError", "CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", Trust), ("Tags.member.1.Key", "a")));
        Assert.Contains("boundaries", await RefusedAsync(400, "ValidationError", "CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", Trust), ("PermissionsBoundary", "arn:aws:iam::aws:policy/x")));
        Assert.Contains("CreateGroup", await RefusedAsync(400, "InvalidAction", "CreateGroup", ("GroupName", "g\u0001")));
        Assert.Contains("Principal", await RefusedAsync(400, "MalformedPolicyDocument", "PutRolePolicy", ("RoleName", role), ("PolicyName", "p"), ("PolicyDocument", Trust)));
        Assert.Contains("Principal", await RefusedAsync(400, "MalformedPolicyDocument", "CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", Allow)));
        await RefusedAsync(400, "ValidationError", "GetRole", ("RoleName", "\u0001"));
        Assert.Contains("<Code>InvalidAction</Code>", (await api.QueryAsync("iam", "RoleName=r")).Body);
    }

    static (string, string)[] Tag(int number, string key, string value) => [($"Tags.member.{number}.Key", key), ($"Tags.member.{number}.Value", value)];

    Task<XElement> CreateAsync() => CallAsync("CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", Trust));

    async Task<XElement> CallAsync(string action, params (string Name, string Value)[] parameters)
    {
        var answer = await api.QueryAsync("iam", Form(action, parameters));
        Assert.True(answer.Status == 200, answer.Body);
        var response = XElement.Parse(answer.Body);
        Assert.Equal(XName.Get(action + "Response", "https://iam.amazonaws.com/doc/2010-05-08/"), response.Name);
        Assert.Equal(answer.RequestId, Value(response, "RequestId"));
        return response;
    }

    async Task<string> RefusedAsync(int status, string code, string action, params (string Name, string Value)[] parameters)
    {
        var answer = await api.QueryAsync("iam", Form(action, parameters));
        var error = XElement.Parse(answer.Body);
        Assert.Equal((status, code, "Sender"), (answer.Status, Value(error, "Code"), Value(error, "Type")));
        return Value(error, "Message");
    }

    static string Form(string action, (string Name, string Value)[] parameters) =>
        string.Join('&', parameters.Prepend(("Version", "2010-05-08")).Prepend(("Action", action)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2)}"));

    static string Value(XElement element, string name) => Values(element, name).First();

    static IEnumerable<string> Values(XElement element, string name) => element.Descendants().Where(e => e.Name.LocalName == name).Select(e => e.Value);
}
