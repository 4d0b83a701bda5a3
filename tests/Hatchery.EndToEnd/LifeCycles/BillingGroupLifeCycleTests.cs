using System.Text.Json.Nodes;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.LifeCycles;

/// <summary>
/// A billing group by aws: 1. a template names it before it exists, so a device is refused; 2. created, and the device comes again;
/// 3. listed with its things, through pages; 4. updated, and refused at an old version; 5. deleted while a thing is in it.
/// </summary>
public sealed class BillingGroupLifeCycleTests(SeedFixture fixture)
{
    const string Group = "e2e_berlin";
    const string Template = "e2e_billed_template";

    [Fact]
    public async Task A_billing_group_lives_and_its_things_outlive_it()
    {
        var seed = fixture.Require();
        var aws = seed.Aws;

        // 1.
        await MakeTemplateAsync(seed);
        var options = Devices.Options(seed, "billed") with { TemplateName = Template };
        var rejected = await Assert.ThrowsAsync<Device.ProvisioningRejectedException>(() => Devices.ProvisionAsync(options));
        Assert.Equal($"Billing group {Group} does not exist; a template creates none. [billing-group-missing]", rejected.ErrorMessage);

        // 2.
        var created = await aws.RunAsync("iot", "create-billing-group", "--billing-group-name", Group,
            "--billing-group-properties", "billingGroupDescription=all of Berlin", "--tags", "Key=cost-center,Value=4711");
        await aws.FailAsync("ResourceAlreadyExistsException", "iot", "create-billing-group", "--billing-group-name", Group);
        var thing = (await Devices.ProvisionAsync(options)).ThingName!;
        Assert.Equal(Group, (await aws.RunAsync("iot", "describe-thing", "--thing-name", thing)).GetProperty("billingGroupName").GetString());
        await aws.RunAsync("iot", "create-thing", "--thing-name", "e2e_billed", "--billing-group-name", Group);

        // 3.
        var things = await aws.RunAsync("iot", "list-things-in-billing-group", "--billing-group-name", Group, "--page-size", "1");
        Assert.Equal([thing, "e2e_billed"], things.GetProperty("things").EnumerateArray().Select(item => item.GetString()));
        var groups = await aws.RunAsync("iot", "list-billing-groups", "--name-prefix-filter", "e2e_");
        Assert.Equal(created.GetProperty("billingGroupArn").GetString(), Assert.Single(groups.GetProperty("billingGroups").EnumerateArray()).GetProperty("groupArn").GetString());

        // 4.
        var updated = await aws.RunAsync("iot", "update-billing-group", "--billing-group-name", Group, "--billing-group-properties", "billingGroupDescription=Berlin", "--expected-version", "1");
        Assert.Equal(2, updated.GetProperty("version").GetInt32());
        await aws.FailAsync("VersionConflictException", "iot", "update-billing-group", "--billing-group-name", Group, "--billing-group-properties", "{}", "--expected-version", "1");
        var described = await aws.RunAsync("iot", "describe-billing-group", "--billing-group-name", Group);
        Assert.Equal("Berlin", described.GetProperty("billingGroupProperties").GetProperty("billingGroupDescription").GetString());

        // 5.
        await aws.RunAsync("iot", "remove-thing-from-billing-group", "--billing-group-name", Group, "--thing-name", "e2e_billed");
        await aws.RunAsync("iot", "delete-billing-group", "--billing-group-name", Group, "--expected-version", "2");
        await aws.FailAsync("ResourceNotFoundException", "iot", "describe-billing-group", "--billing-group-name", Group);
        Assert.False((await aws.RunAsync("iot", "describe-thing", "--thing-name", thing)).TryGetProperty("billingGroupName", out _));
    }

    static async Task MakeTemplateAsync(Seed seed)
    {
        var body = JsonNode.Parse(Seed.TemplateBody())!;
        body["Resources"]!["thing"]!["Properties"]!["BillingGroup"] = Group;
        await seed.Aws.RunAsync("iot", "create-policy", "--policy-name", "e2e_billed_claim", "--policy-document",
            Seed.Document("claim-policy.json", seed.Server).Replace(Seed.Template, Template, StringComparison.Ordinal));
        await seed.Aws.RunAsync("iot", "attach-policy", "--policy-name", "e2e_billed_claim", "--target", seed.ClaimCertificateArn);
        await seed.Aws.RunAsync("iot", "create-provisioning-template", "--template-name", Template, "--enabled",
            "--provisioning-role-arn", $"arn:aws:iam::{seed.Server.Info.Account}:role/{Seed.Role}", "--template-body", body.ToJsonString());
    }
}
