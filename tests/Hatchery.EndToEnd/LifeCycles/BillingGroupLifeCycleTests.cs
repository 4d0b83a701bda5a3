using System.Text.Json.Nodes;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.LifeCycles;

/// <summary>
/// A billing group by aws: 1. created; 2. filled by create-thing, by add-thing-to-billing-group and by a device's provisioning;
/// 3. listed through pages; 4. updated, and refused at an old version; 5. deleted while things are in it.
/// </summary>
public sealed class BillingGroupLifeCycleTests(SeedFixture fixture)
{
    const string Group = "e2e_berlin";
    const string Other = "e2e_bonn";

    [Fact]
    public async Task A_billing_group_lives_and_its_things_outlive_it()
    {
        var seed = fixture.Require();
        var aws = seed.Aws;

        // 1.
        var created = await aws.RunAsync("iot", "create-billing-group", "--billing-group-name", Group,
            "--billing-group-properties", "billingGroupDescription=all of Berlin", "--tags", "Key=cost-center,Value=4711");
        await aws.RunAsync("iot", "create-billing-group", "--billing-group-name", Other);
        await aws.FailAsync("ResourceAlreadyExistsException", "iot", "create-billing-group", "--billing-group-name", Group);
        var described = await aws.RunAsync("iot", "describe-billing-group", "--billing-group-name", Group);
        Assert.Equal(created.GetProperty("billingGroupId").GetString(), described.GetProperty("billingGroupId").GetString());
        Assert.Equal("all of Berlin", described.GetProperty("billingGroupProperties").GetProperty("billingGroupDescription").GetString());

        // 2.
        await aws.FailAsync("ResourceNotFoundException", "iot", "create-thing", "--thing-name", "e2e_billed_1", "--billing-group-name", "none");
        await aws.RunAsync("iot", "create-thing", "--thing-name", "e2e_billed_1", "--billing-group-name", Group);
        await aws.RunAsync("iot", "create-thing", "--thing-name", "e2e_billed_2", "--billing-group-name", Other);
        await aws.RunAsync("iot", "add-thing-to-billing-group", "--billing-group-arn", created.GetProperty("billingGroupArn").GetString()!, "--thing-name", "e2e_billed_2");
        var provisioned = await ProvisionAsync(seed);

        // 3.
        Assert.Equal(["e2e_billed_1", "e2e_billed_2", provisioned], await ThingsAsync(aws, Group));
        Assert.Empty(await ThingsAsync(aws, Other));
        var groups = await aws.RunAsync("iot", "list-billing-groups", "--name-prefix-filter", "e2e_b", "--page-size", "1");
        Assert.Equal([Group, Other], groups.GetProperty("billingGroups").EnumerateArray().Select(group => group.GetProperty("groupName").GetString()));

        // 4.
        var updated = await aws.RunAsync("iot", "update-billing-group", "--billing-group-name", Group, "--billing-group-properties", "billingGroupDescription=Berlin", "--expected-version", "1");
        Assert.Equal(2, updated.GetProperty("version").GetInt32());
        await aws.FailAsync("VersionConflictException", "iot", "update-billing-group", "--billing-group-name", Group, "--billing-group-properties", "{}", "--expected-version", "1");

        // 5.
        await aws.RunAsync("iot", "remove-thing-from-billing-group", "--billing-group-name", Group, "--thing-name", "e2e_billed_2");
        await aws.FailAsync("VersionConflictException", "iot", "delete-billing-group", "--billing-group-name", Group, "--expected-version", "1");
        await aws.RunAsync("iot", "delete-billing-group", "--billing-group-name", Group, "--expected-version", "2");
        await aws.FailAsync("ResourceNotFoundException", "iot", "describe-billing-group", "--billing-group-name", Group);
        Assert.False((await aws.RunAsync("iot", "describe-thing", "--thing-name", provisioned)).TryGetProperty("billingGroupName", out _));
    }

    /// <summary>A device of a template that names the billing group; one of a template that names a missing group is told so.</summary>
    static async Task<string> ProvisionAsync(Seed seed)
    {
        const string Template = "e2e_billed_template";
        await seed.Aws.RunAsync("iot", "create-policy", "--policy-name", "e2e_billed_claim", "--policy-document",
            Seed.Document("claim-policy.json", seed.Server).Replace(Seed.Template, Template, StringComparison.Ordinal));
        await seed.Aws.RunAsync("iot", "attach-policy", "--policy-name", "e2e_billed_claim", "--target", seed.ClaimCertificateArn);
        await seed.Aws.RunAsync("iot", "create-provisioning-template", "--template-name", Template, "--enabled",
            "--provisioning-role-arn", $"arn:aws:iam::{seed.Server.Info.Account}:role/{Seed.Role}", "--template-body", BodyWith("e2e_Berlin"));
        var options = Devices.Options(seed, "billed") with { TemplateName = Template };
        var rejected = await Assert.ThrowsAsync<Device.ProvisioningRejectedException>(() => Devices.ProvisionAsync(options));
        Assert.Equal("Billing group e2e_Berlin does not exist; a template creates none. Did you mean 'e2e_berlin'? Names are case-sensitive.", rejected.ErrorMessage);

        await seed.Aws.RunAsync("iot", "create-provisioning-template-version", "--template-name", Template, "--set-as-default", "--template-body", BodyWith(Group));
        var device = await Devices.ProvisionAsync(options);
        Assert.Equal(Group, (await seed.Aws.RunAsync("iot", "describe-thing", "--thing-name", device.ThingName!)).GetProperty("billingGroupName").GetString());
        return device.ThingName!;
    }

    static string BodyWith(string billingGroup)
    {
        var body = JsonNode.Parse(Seed.TemplateBody())!;
        body["Resources"]!["thing"]!["Properties"]!["BillingGroup"] = billingGroup;
        return body.ToJsonString();
    }

    static async Task<IEnumerable<string?>> ThingsAsync(AwsCli aws, string group) =>
        (await aws.RunAsync("iot", "list-things-in-billing-group", "--billing-group-name", group, "--page-size", "2"))
            .GetProperty("things").EnumerateArray().Select(thing => thing.GetString()).ToList();
}
