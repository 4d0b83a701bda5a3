using System.Text.Json.Nodes;
using Hatchery.Server.Tests.Api.Templates;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>Puts at least two of each noun into the registry, related to one another, and says how they are called.</summary>
static class SampleRegistry
{
    public static async Task FillAsync(SampleValues samples, NounMaker make)
    {
        await ThingsAsync(samples, make);
        await ProvisioningAsync(samples, make);
        await CertificatesAsync(samples, make);
        await make.CallAsync("PATCH", "/event-configurations", new() { ["eventConfigurations"] = new JsonObject { ["THING"] = new JsonObject { ["Enabled"] = true } } });
    }

    static async Task ThingsAsync(SampleValues samples, NounMaker make)
    {
        var type = await make.ThingType(new() { ["thingTypeProperties"] = SampleRequests.TypeProperties(), ["tags"] = SampleRequests.Tags() });
        var deprecated = await make.ThingType(new() { ["thingTypeProperties"] = SampleRequests.TypeProperties() });
        await make.PostAsync($"/thing-types/{deprecated}/deprecate");
        samples.Add("DescribeThingType.thingTypeName", deprecated);
        var parent = await make.ThingGroup();
        var group = await make.ThingGroup(new() { ["parentGroupName"] = parent, ["thingGroupProperties"] = SampleRequests.GroupProperties() });
        var otherGroup = await make.ThingGroup();
        var billing = await make.BillingGroup(new() { ["billingGroupProperties"] = SampleRequests.BillingProperties(), ["tags"] = SampleRequests.Tags() });
        await make.BillingGroup();
        foreach (var member in new[] { "other", "thingName" })
        {
            var thing = await make.Thing(new() { ["thingTypeName"] = type, ["attributePayload"] = SampleRequests.Attributes(), ["billingGroupName"] = billing });
            await make.CallAsync("PUT", "/thing-groups/updateThingGroupsForThing", new() { ["thingName"] = thing, ["thingGroupsToAdd"] = new JsonArray(group, otherGroup) });
            samples.Add(member, thing);
        }

        samples.Add("thingTypeName", type);
        samples.Add("thingGroupName", group);
        samples.Add("thingGroupArn", Arn("thinggroup", group));
        samples.Add("parentGroup", parent);
        samples.Add("parentGroupName", parent);
        samples.Add("billingGroupName", billing);
        samples.Add("billingGroupArn", Arn("billinggroup", billing));
        samples.Add("resourceArn", Arn("billinggroup", billing));
        samples.Add("thingGroupsToAdd", new JsonArray(otherGroup));
        samples.Add("thingGroupsToRemove", new JsonArray(otherGroup));
    }

    static async Task CertificatesAsync(SampleValues samples, NounMaker make)
    {
        var policies = new[] { await make.PolicyOf(versions: 2), await make.PolicyOf(versions: 1) };
        foreach (var _ in policies)
        {
            var certificate = await make.Certificate("ACTIVE");
            foreach (var policy in policies)
            {
                await make.CallAsync("PUT", $"/target-policies/{policy}", new() { ["target"] = certificate["certificateArn"] });
            }

            foreach (var thing in new[] { "thingName", "other" })
            {
                await make.CallAsync("PUT", $"/things/{await samples.For("", thing)}/principals", null, ("x-amzn-principal", certificate["certificateArn"]!));
            }

            samples.Add("principal", certificate["certificateArn"]!);
            samples.Add("target", certificate["certificateArn"]!);
            samples.Add("certificateId", certificate["certificateId"]!);
        }

        samples.Add("policyName", policies[0]);
        samples.Add("policyVersionId", "2");
        samples.Add("policyNamesToAdd", new JsonArray(policies[1]));
        samples.Add("policyNamesToSkip", new JsonArray(policies[1]));

        await make.Authority();
        var ca = await make.Authority("?setAsActive=true&allowAutoRegistration=true");
        var authority = make.LastAuthority;
        samples.Add("caCertificateId", ca);
        samples.Add("DescribeCACertificate.certificateId", ca);
        samples.Add("caCertificatePem", authority.Pem);
        samples.AddNew("RegisterCertificate.certificatePem", () => Task.FromResult(authority.IssuePem("CN=device")));
        for (var device = 0; device < 2; device++)
        {
            var certificate = await make.PostAsync("/certificate/register", new() { ["certificatePem"] = authority.IssuePem("CN=device") });
            samples.Add("DescribeCertificate.certificateId", certificate["certificateId"]!);
        }

        // What a CA registers just in time.
        await make.CallAsync("PUT", $"/cacertificate/{ca}", new()
        {
            ["registrationConfig"] = new JsonObject { ["templateName"] = $"{await samples.For("ListCACertificates", "templateName")}", ["roleArn"] = TemplateBodies.ServerRole },
        });
    }

    static async Task ProvisioningAsync(SampleValues samples, NounMaker make)
    {
        samples.Add("templateName", await make.Template(versions: 2));
        var justInTime = await make.Template(versions: 1, "JITP");
        samples.Add("UpdateCACertificate.registrationConfig", new JsonObject { ["templateName"] = justInTime });
        samples.Add("ListCACertificates.templateName", justInTime);
        samples.Add("taskId", await make.RegistrationTask());
        await make.RegistrationTask();
        samples.Add("versionId", 1);
    }

    static string Arn(string type, string name) => $"arn:aws:iot:us-east-1:000000000000:{type}/{name}";
}
