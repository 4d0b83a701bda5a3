using System.Text.Json;
using Hatchery.Core;
using Hatchery.Server.Access;
using Hatchery.Server.Api;
using Hatchery.Server.Api.Data;
using Hatchery.Server.Tests.Api;

namespace Hatchery.Server.Tests.Access;

/// <summary>What keys with policies may do, over a real socket.</summary>
public sealed class AuthorizationTests(ApiServer api) : IClassFixture<ApiServer>
{
    static int count;

    readonly string name = $"user-{Interlocked.Increment(ref count)}";

    [Fact]
    public void Every_operation_says_what_it_acts_on() => Assert.All(
        OperationTable.All.Concat(OperationTable.Unbuilt).Concat(DataPlane.Operations).Concat(DataPlane.Unbuilt),
        operation => Assert.True(ActionResources.Knows(operation.Name), $"{operation.Name} has no line in ActionResources"));

    [Fact]
    public async Task A_read_only_key_sees_and_cannot_change()
    {
        var key = await KeyAsync("read-only");

        Assert.Equal(200, (await api.SendAsAsync(key, "GET", "/things")).Status);
        Assert.Equal(200, (await api.SendAsAsync(key, "GET", "/hatchery/v1/audit", service: "hatchery")).Status);
        Assert.Equal(
            $"User: arn:aws:iam::000000000000:user/{name} is not authorized to perform: iot:CreateThing on resource: arn:aws:iot:us-east-1:000000000000:thing/t because no identity-based policy allows the iot:CreateThing action",
            (await api.SendAsAsync(key, "POST", "/things/t")).Refused(AwsErrorCode.AccessDenied));
        (await api.SendAsAsync(key, "POST", "/hatchery/v1/keys", service: "hatchery")).Refused(AwsErrorCode.AccessDenied);

        var denied = await api.QueryAsAsync(key, "iam", "Action=CreateUser&UserName=intruder");
        Assert.Equal(403, denied.Status);
        Assert.Contains("<Code>AccessDenied</Code>", denied.Body);
        Assert.Contains("is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::000000000000:user/intruder", denied.Body);
        Assert.Contains($"user/{name}</Arn>", (await api.QueryAsAsync(key, "sts", "Action=GetCallerIdentity")).Body);
        (await api.SendAsync("GET", "/things/t")).Refused(AwsErrorCode.ResourceNotFound);
    }

    [Theory]
    [InlineData("POST", "/things/line-1", "", "iot:CreateThing", "thing/line-*", true)]
    [InlineData("POST", "/things/other", "", "iot:CreateThing", "thing/line-*", false)]
    [InlineData("POST", "/things/line-2", "{\"billingGroupName\":\"b\"}", "iot:CreateThing", "thing/line-*", false)]
    [InlineData("POST", "/keys-and-certificate", "", "iot:CreateKeysAndCertificate", "*", true)]
    [InlineData("POST", "/keys-and-certificate", "", "iot:CreateKeysAndCertificate", "cert/*", false)]
    [InlineData("PUT", "/target-policies/p", "{\"target\":\"arn:aws:iot:us-east-1:000000000000:thinggroup/g\"}", "iot:AttachPolicy", "thinggroup/g", true)]
    [InlineData("PUT", "/target-policies/p", "{\"target\":\"arn:aws:iot:us-east-1:000000000000:thinggroup/g\"}", "iot:AttachPolicy", "policy/p", false)]
    [InlineData("PUT", "/target-policies/p", "{", "iot:AttachPolicy", "thinggroup/g", false)]
    [InlineData("PUT", "/thing-groups/addThingToThingGroup", "{\"thingName\":\"t\",\"thingGroupName\":\"g\"}", "iot:AddThingToThingGroup", "thing/t", false)]
    [InlineData("PUT", "/thing-groups/addThingToThingGroup", "{\"thingName\":\"t\",\"thingGroupName\":\"g\"}", "iot:AddThingToThingGroup", "*", true)]
    [InlineData("GET", "/certificates/ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD", "", "iot:DescribeCertificate", "cert/abc*", true)]
    public async Task A_document_decides_by_action_and_resource(string method, string target, string body, string action, string resource, bool allowed)
    {
        var arn = resource == "*" ? "*" : $"arn:aws:iot:us-east-1:000000000000:{resource}";
        var key = await KeyAsync(document: JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = new { Effect = "Allow", Action = action, Resource = arn } }));

        var answer = await api.SendAsAsync(key, method, target, body);

        Assert.True(allowed == (answer.ErrorType != AwsErrorCode.AccessDenied.Name), $"{answer.Status} {answer.ErrorType} {answer.Body}");
    }

    [Fact]
    public async Task A_template_needs_the_right_to_pass_its_role()
    {
        const string Role = "arn:aws:iam::000000000000:role/provisioning";
        var request = Templates.Create($"t-{name}", Role);
        var without = await KeyAsync(document: Allow("iot:*", "*"));
        Assert.Equal(
            $"User: arn:aws:iam::000000000000:user/{name} is not authorized to perform: iam:PassRole on resource: {Role} because no identity-based policy allows the iam:PassRole action",
            (await api.SendAsAsync(without, "POST", "/provisioning-templates", request)).Refused(AwsErrorCode.AccessDenied));

        // Acts at once, on the same key.
        await api.QueryAsync("iam", $"Action=PutUserPolicy&UserName={name}&PolicyName=pass&PolicyDocument={Uri.EscapeDataString(Allow("iam:PassRole", Role))}");
        Assert.Equal(200, (await api.SendAsAsync(without, "POST", "/provisioning-templates", request)).Status);
    }

    [Fact]
    public async Task A_template_needs_a_role_that_AWS_IoT_may_take()
    {
        await api.QueryAsync("iam", "Action=CreateRole&RoleName=for-lambda&AssumeRolePolicyDocument=" + Uri.EscapeDataString("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}}"""));
        foreach (var (role, why) in new[] { ("arn:aws:iam::000000000000:role/none", "no such role"), ("arn:aws:iam::000000000000:role/for-lambda", "trust policy"), ("arn:aws:iam::999999999999:role/provisioning", "Cross-account") })
        {
            var answer = await api.SendAsync("POST", "/provisioning-templates", Templates.Create($"r-{name}", role));
            var message = answer.Refused(AwsErrorCode.InvalidRequest);
            Assert.Contains(role, message);
            Assert.Contains(why, message);
        }
    }

    [Fact]
    public async Task What_changes_acts_on_the_next_call()
    {
        var key = await KeyAsync("administrator");
        Assert.Equal(200, (await api.SendAsAsync(key, "POST", $"/things/{name}")).Status);

        await api.QueryAsync("iam", $"Action=UpdateAccessKey&UserName={name}&AccessKeyId={key.Id}&Status=Inactive");
        (await api.SendAsAsync(key, "GET", "/things")).Refused(AwsErrorCode.UnrecognizedClient);
        await api.QueryAsync("iam", $"Action=UpdateAccessKey&UserName={name}&AccessKeyId={key.Id}&Status=Active");
        Assert.Equal(200, (await api.SendAsAsync(key, "GET", "/things")).Status);

        await api.QueryAsync("iam", $"Action=DetachUserPolicy&UserName={name}&PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess");
        (await api.SendAsAsync(key, "GET", "/things")).Refused(AwsErrorCode.AccessDenied);

        (await api.SendAsync("DELETE", $"/hatchery/v1/keys/{key.Id}", service: "hatchery")).Done();
        Assert.Equal("The security token included in the request is invalid.", (await api.SendAsAsync(key, "GET", "/things")).Refused(AwsErrorCode.UnrecognizedClient));
        Assert.Contains("NoSuchEntity", (await api.QueryAsync("iam", $"Action=GetUser&UserName={name}")).Body);
    }

    [Fact]
    public async Task Who_may_not_use_IAM_gains_nothing_by_making_keys()
    {
        var key = await KeyAsync(document: Allow("hatchery:*", "*"));
        Assert.Contains("iam:CreateUser", (await api.SendAsAsync(key, "POST", "/hatchery/v1/keys", "{}", "hatchery")).Refused(AwsErrorCode.AccessDenied));
        Assert.Contains("iam:DeleteAccessKey", (await api.SendAsAsync(key, "DELETE", $"/hatchery/v1/keys/{key.Id}", service: "hatchery")).Refused(AwsErrorCode.AccessDenied));
    }

    [Fact]
    public async Task Keys_are_listed_with_what_they_may_do_and_never_a_secret()
    {
        var key = await KeyAsync("read-only");
        var listed = await api.SendAsync("GET", "/hatchery/v1/keys?maxResults=250", service: "hatchery");

        var mine = listed.Json.GetProperty("keys").EnumerateArray().Single(one => one.GetProperty("accessKeyId").GetString() == key.Id);
        Assert.Equal((name, "read-only", "Active"), (mine.GetProperty("name").GetString(), mine.GetProperty("access").GetString(), mine.GetProperty("status").GetString()));
        Assert.DoesNotContain(key.Secret.Reveal(), listed.Body);
        Assert.DoesNotContain("secret", listed.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(api.Key.Id, listed.Json.GetProperty("keys")[0].GetProperty("accessKeyId").GetString());

        (await api.SendAsync("DELETE", $"/hatchery/v1/keys/{api.Key.Id}", service: "hatchery")).Refused(AwsErrorCode.InvalidRequest);
        (await api.SendAsync("DELETE", "/hatchery/v1/keys/AKIAAAAAAAAAAAAAAAAA", service: "hatchery")).Refused(AwsErrorCode.ResourceNotFound);
        (await api.SendAsync("POST", "/hatchery/v1/keys", JsonSerializer.Serialize(new { name }), "hatchery")).Refused(AwsErrorCode.ResourceAlreadyExists);
        (await api.SendAsync("POST", "/hatchery/v1/keys", """{"access":"root"}""", "hatchery")).Refused(AwsErrorCode.InvalidRequest);
        (await api.SendAsync("POST", "/hatchery/v1/keys", """{"policyDocument":"{}"}""", "hatchery")).Refused(AwsErrorCode.MalformedPolicy);
    }

    [Fact]
    public async Task A_key_that_nobody_knows_is_refused_before_its_signature_is_looked_at() => Assert.Equal(
        "The security token included in the request is invalid.",
        (await api.SendAsAsync(AccessKey.Create(), "GET", "/things")).Refused(AwsErrorCode.UnrecognizedClient));

    static string Allow(string action, string resource) =>
        JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = new { Effect = "Allow", Action = action, Resource = resource } });

    async Task<AccessKey> KeyAsync(string? access = null, string? document = null)
    {
        var made = await api.SendAsync("POST", "/hatchery/v1/keys", JsonSerializer.Serialize(new { name, access, policyDocument = document }), "hatchery");
        return new AccessKey(made["accessKeyId"]!, new Secret(made["secretAccessKey"]!));
    }

    static class Templates
    {
        public static string Create(string name, string role) =>
            Api.Templates.TemplateBodies.Create(name, "provisioningRoleArn", $"\"{role}\"");
    }
}
