using System.Text.Json;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.SetUp;

/// <summary>
/// An operator makes the user's set-up with every <c>aws</c> on the machine, looks at all of it, and undoes it.
/// 1. policy, claim certificate, fleet policy, role, group, type, template. 2. describe and list each. 3. change. 4. detach and delete.
/// </summary>
public sealed class SetUpByAwsTests
{
    public static TheoryData<string> Programs => new(AwsCli.Installed.DefaultIfEmpty("aws"));

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_seeds_set_up_is_made_looked_at_and_undone(string program)
    {
        Assert.SkipUnless(File.Exists(program), "aws is not installed");
        await using var server = await HatcheryServer.StartAsync();
        var aws = await AwsCli.ForAsync(server, program);

        // 1. The user's steps.
        var seed = await Seed.MakeAsync(server, aws);

        // 2. Look at it.
        var caller = await aws.RunAsync("sts", "get-caller-identity");
        Assert.Equal(server.Info.Account, caller.GetProperty("Account").GetString());
        var endpoint = await aws.RunAsync("iot", "describe-endpoint", "--endpoint-type", "iot:Data-ATS");
        Assert.Equal("localhost", endpoint.GetProperty("endpointAddress").GetString());

        var certificate = (await aws.RunAsync("iot", "describe-certificate", "--certificate-id", seed.ClaimCertificateId)).GetProperty("certificateDescription");
        var arn = certificate.GetProperty("certificateArn").GetString()!;
        Assert.Equal("ACTIVE", certificate.GetProperty("status").GetString());
        Assert.Equal(await File.ReadAllTextAsync(seed.ClaimCertificateFile, TestContext.Current.CancellationToken), certificate.GetProperty("certificatePem").GetString());
        Assert.Contains(seed.ClaimCertificateId, Names(await aws.RunAsync("iot", "list-certificates"), "certificates", "certificateId"));

        var policy = await aws.RunAsync("iot", "get-policy", "--policy-name", Seed.FleetPolicy);
        Assert.Equal(Seed.Document("fleet-policy.json", server), policy.GetProperty("policyDocument").GetString());
        Assert.Equal([Seed.ClaimPolicy], Names(await aws.RunAsync("iot", "list-attached-policies", "--target", arn), "policies", "policyName"));
        Assert.Equal([arn], (await aws.RunAsync("iot", "list-targets-for-policy", "--policy-name", Seed.ClaimPolicy)).GetProperty("targets").EnumerateArray().Select(t => t.GetString()));

        var template = await aws.RunAsync("iot", "describe-provisioning-template", "--template-name", Seed.Template);
        Assert.True(template.GetProperty("enabled").GetBoolean());
        Assert.Equal(Seed.TemplateBody(), template.GetProperty("templateBody").GetString());
        Assert.Equal([Seed.Template], Names(await aws.RunAsync("iot", "list-provisioning-templates"), "templates", "templateName"));
        Assert.Equal([Seed.Group], Names(await aws.RunAsync("iot", "list-thing-groups"), "thingGroups", "groupName"));
        Assert.Equal(["esp32dkc"], Names(await aws.RunAsync("iot", "list-thing-types"), "thingTypes", "thingTypeName"));
        Assert.Equal("AWSIoTThingsRegistration", (await aws.RunAsync("iam", "list-attached-role-policies", "--role-name", Seed.Role))
            .GetProperty("AttachedPolicies")[0].GetProperty("PolicyName").GetString());

        // 3. Things by hand, versions, paging.
        foreach (var name in new[] { "by-hand-1", "by-hand-2", "by-hand-3" })
        {
            await aws.RunAsync("iot", "create-thing", "--thing-name", name, "--thing-type-name", "esp32dkc", "--attribute-payload", """{"attributes":{"room":"lab"}}""");
        }

        Assert.Equal(["by-hand-1", "by-hand-2", "by-hand-3"], Names(await aws.RunAsync("iot", "list-things", "--page-size", "1"), "things", "thingName"));
        var firstPage = await aws.RunAsync("iot", "list-things", "--max-results", "2", "--no-paginate");
        Assert.Equal(2, firstPage.GetProperty("things").GetArrayLength());
        Assert.False(string.IsNullOrEmpty(firstPage.GetProperty("nextToken").GetString()));
        await aws.RunAsync("iot", "add-thing-to-thing-group", "--thing-group-name", Seed.Group, "--thing-name", "by-hand-1");
        Assert.Equal(["by-hand-1"], (await aws.RunAsync("iot", "list-things-in-thing-group", "--thing-group-name", Seed.Group)).GetProperty("things").EnumerateArray().Select(t => t.GetString()));
        await aws.RunAsync("iot", "attach-thing-principal", "--thing-name", "by-hand-1", "--principal", arn);
        Assert.Equal([arn], (await aws.RunAsync("iot", "list-thing-principals", "--thing-name", "by-hand-1")).GetProperty("principals").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(["by-hand-1"], (await aws.RunAsync("iot", "list-principal-things", "--principal", arn)).GetProperty("things").EnumerateArray().Select(t => t.GetString()));

        var document = Seed.Document("fleet-policy.json", server);
        Assert.Equal("2", (await aws.RunAsync("iot", "create-policy-version", "--policy-name", Seed.FleetPolicy, "--policy-document", document, "--set-as-default")).GetProperty("policyVersionId").GetString());
        Assert.Contains("default", await aws.FailAsync("DeleteConflictException", "iot", "delete-policy-version", "--policy-name", Seed.FleetPolicy, "--policy-version-id", "2"), StringComparison.OrdinalIgnoreCase);
        await aws.RunAsync("iot", "set-default-policy-version", "--policy-name", Seed.FleetPolicy, "--policy-version-id", "1");
        await aws.RunAsync("iot", "delete-policy-version", "--policy-name", Seed.FleetPolicy, "--policy-version-id", "2");
        Assert.Equal(["1"], Names(await aws.RunAsync("iot", "list-policy-versions", "--policy-name", Seed.FleetPolicy), "policyVersions", "versionId"));

        Assert.Equal(2, (await aws.RunAsync("iot", "create-provisioning-template-version", "--template-name", Seed.Template, "--template-body", Seed.TemplateBody())).GetProperty("versionId").GetInt32());
        await aws.RunAsync("iot", "update-provisioning-template", "--template-name", Seed.Template, "--no-enabled", "--default-version-id", "2");
        Assert.False((await aws.RunAsync("iot", "describe-provisioning-template", "--template-name", Seed.Template)).GetProperty("enabled").GetBoolean());

        // 4. Undo it; the errors name the next obstacle in AWS's words.
        Assert.Contains("is still attached to one or more principals", await aws.FailAsync("InvalidRequestException", "iot", "delete-thing", "--thing-name", "by-hand-1"), StringComparison.Ordinal);
        await aws.RunAsync("iot", "detach-thing-principal", "--thing-name", "by-hand-1", "--principal", arn);
        foreach (var name in new[] { "by-hand-1", "by-hand-2", "by-hand-3" })
        {
            await aws.RunAsync("iot", "delete-thing", "--thing-name", name);
        }

        Assert.Contains("must be deactivated", await aws.FailAsync("CertificateStateException", "iot", "delete-certificate", "--certificate-id", seed.ClaimCertificateId), StringComparison.Ordinal);
        await aws.RunAsync("iot", "update-certificate", "--certificate-id", seed.ClaimCertificateId, "--new-status", "INACTIVE");
        Assert.Contains("policies must be detached", await aws.FailAsync("DeleteConflictException", "iot", "delete-certificate", "--certificate-id", seed.ClaimCertificateId), StringComparison.Ordinal);
        Assert.Contains("attached to one or more principals", await aws.FailAsync("DeleteConflictException", "iot", "delete-policy", "--policy-name", Seed.ClaimPolicy), StringComparison.Ordinal);
        await aws.RunAsync("iot", "detach-policy", "--policy-name", Seed.ClaimPolicy, "--target", arn);
        await aws.RunAsync("iot", "delete-policy", "--policy-name", Seed.ClaimPolicy);
        await aws.RunAsync("iot", "delete-policy", "--policy-name", Seed.FleetPolicy);
        await aws.RunAsync("iot", "delete-certificate", "--certificate-id", seed.ClaimCertificateId);
        await aws.RunAsync("iot", "delete-provisioning-template", "--template-name", Seed.Template);
        await aws.RunAsync("iot", "delete-thing-group", "--thing-group-name", Seed.Group);
        await aws.RunAsync("iot", "deprecate-thing-type", "--thing-type-name", "esp32dkc");
        await aws.RunAsync("iot", "delete-thing-type", "--thing-type-name", "esp32dkc");
        await aws.RunAsync("iam", "detach-role-policy", "--role-name", Seed.Role, "--policy-arn", "arn:aws:iam::aws:policy/service-role/AWSIoTThingsRegistration");
        await aws.RunAsync("iam", "delete-role", "--role-name", Seed.Role);
        await aws.FailAsync("ResourceNotFoundException", "iot", "describe-certificate", "--certificate-id", seed.ClaimCertificateId);
        await aws.FailAsync("ResourceNotFoundException", "iot", "get-policy", "--policy-name", Seed.ClaimPolicy);
        await aws.FailAsync("ResourceNotFoundException", "iot", "describe-provisioning-template", "--template-name", Seed.Template);
    }

    static string?[] Names(JsonElement answer, string list, string member) =>
        [.. answer.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(member).GetString())];
}
