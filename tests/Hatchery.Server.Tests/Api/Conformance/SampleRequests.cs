using System.Text.Json.Nodes;
using Hatchery.Server.Tests.Api.Certificates;
using Hatchery.Server.Tests.Api.Templates;
using Hatchery.Server.Tests.Provisioning.Bulk;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>What requests say beside names, and what each operation needs for itself to succeed.</summary>
static class SampleRequests
{
    public static JsonObject Attributes() => new() { ["attributes"] = new JsonObject { ["a"] = "1" }, ["merge"] = false };

    public static JsonArray Tags() => new(new JsonObject { ["Key"] = "plant", ["Value"] = "Berlin" });

    public static JsonObject BillingProperties() => new() { ["billingGroupDescription"] = "sample" };

    public static JsonObject Hook() => new() { ["payloadVersion"] = "2020-04-01", ["targetArn"] = "arn:aws:lambda:us-east-1:000000000000:function:hook" };

    public static JsonObject GroupProperties() => new() { ["thingGroupDescription"] = "sample", ["attributePayload"] = Attributes() };

    public static JsonObject TypeProperties() => new()
    {
        ["thingTypeDescription"] = "sample",
        ["searchableAttributes"] = new JsonArray("a"),
        ["mqtt5Configuration"] = new JsonObject
        {
            ["propagatingAttributes"] = new JsonArray(
                new JsonObject { ["userPropertyKey"] = "a", ["thingAttribute"] = "a" },
                new JsonObject { ["userPropertyKey"] = "b", ["connectionAttribute"] = "iot:ClientId" }),
        },
    };

    public static void Fill(SampleValues samples, NounMaker make)
    {
        Everywhere(samples);
        Certificates(samples, make);
        Policies(samples, make);
        Things(samples, make);
        Provisioning(samples, make);
    }

    static void Everywhere(SampleValues samples)
    {
        foreach (var flag in new[]
        {
            "setAsActive", "forceDelete", "ascendingOrder", "allowAutoRegistration", "removeAutoRegistration", "setAsDefault", "recursive", "usePrefixAttributeValue",
            "removeThingType", "undoDeprecate", "overrideDynamicGroups", "enabled", "removePreProvisioningHook",
        })
        {
            samples.Add(flag, true);
        }

        foreach (var number in new[] { "expectedVersion", "defaultVersionId", "pageSize", "maxResults" })
        {
            samples.Add(number, 1);
        }

        // The first page of the shortest list: only tests of pages take tokens from answers.
        samples.Add("marker", "MQ==");
        samples.Add("nextToken", "MQ==");
        samples.Add("endpointType", "iot:Data-ATS");
        samples.Add("newStatus", "INACTIVE");
        samples.Add("tags", Tags());
        samples.Add("tagKeys", new JsonArray("plant"));
        samples.Add("description", "sample");
        samples.Add("eventConfigurations", new JsonObject { ["THING"] = new JsonObject { ["Enabled"] = true } });
    }

    static void Certificates(SampleValues samples, NounMaker make)
    {
        samples.Add("certificateSigningRequest", BulkServer.Csr);
        samples.AddNew("certificatePem", () => Task.FromResult(CertificatesApiTests.NewCertificatePem()));
        samples.Add("status", "INACTIVE");
        samples.AddNew("UpdateCertificate.certificateId", async () => (await make.Certificate())["certificateId"]!);
        samples.AddNew("DeleteCertificate.certificateId", async () => (await make.Certificate())["certificateId"]!);

        samples.AddNew("caCertificate", () => Task.FromResult(make.UnregisteredAuthority()));
        samples.AddNew("verificationCertificate", make.Proof);
        samples.Add("certificateMode", "DEFAULT");
        samples.Add("newAutoRegistrationStatus", "ENABLE");
        samples.Add("registrationConfig", new JsonObject { ["templateBody"] = TemplateBodies.Valid, ["roleArn"] = TemplateBodies.ServerRole });
        samples.AddNew("UpdateCACertificate.certificateId", () => make.Authority());
        samples.AddNew("DeleteCACertificate.certificateId", () => make.Authority());

        // AWS: a CA in its DEFAULT mode is registered by proof of its key, and its configuration goes with auto-registration.
        samples.Need("RegisterCACertificate", "verificationCertificate");
        samples.Need("RegisterCACertificate.registrationConfig", "verificationCertificate", "allowAutoRegistration");
    }

    static void Policies(SampleValues samples, NounMaker make)
    {
        samples.Add("policyDocument", ConformanceServer.Policy);
        samples.AddNew("CreatePolicy.policyName", () => Task.FromResult(make.Name()));
        foreach (var operation in new[] { "DeletePolicy", "CreatePolicyVersion", "AttachPolicy", "DetachPolicy", "AttachPrincipalPolicy" })
        {
            samples.AddNew($"{operation}.policyName", () => make.PolicyOf(versions: 1));
        }

        foreach (var operation in new[] { "DeletePolicyVersion", "SetDefaultPolicyVersion" })
        {
            samples.AddNew($"{operation}.policyName", () => make.PolicyOf(versions: 2));
        }

        samples.AddNew("DetachPrincipalPolicy.principal", async () => (await make.Certificate())["certificateArn"]!);
        samples.AddNew("AttachPolicy.target", async () => (await make.Certificate())["certificateArn"]!);
        samples.AddNew("AttachPrincipalPolicy.principal", async () => (await make.Certificate())["certificateArn"]!);
        samples.Add("authInfos", new JsonArray(new JsonObject { ["actionType"] = "CONNECT", ["resources"] = new JsonArray("arn:aws:iot:us-east-1:000000000000:client/c") }));
        samples.Add("clientId", "c");
        samples.Add("cognitoIdentityPoolId", "us-east-1:00000000-0000-0000-0000-000000000000");
        samples.Need("TestAuthorization", "principal");
        samples.Need("GetEffectivePolicies", "principal");
    }

    static void Things(SampleValues samples, NounMaker make)
    {
        samples.Add("attributePayload", Attributes());
        samples.Add("attributeName", "a");
        samples.Add("attributeValue", "1");
        samples.Add("namePrefixFilter", "fresh");
        samples.Add("thingPrincipalType", "NON_EXCLUSIVE_THING");
        samples.Add("thingTypeProperties", TypeProperties());
        samples.Add("thingGroupProperties", GroupProperties());
        samples.Add("billingGroupProperties", BillingProperties());
        samples.Need("ListThings.attributeValue", "attributeName");
        samples.Need("ListThings.usePrefixAttributeValue", "attributeName", "attributeValue");

        foreach (var noun in new[] { "thing", "thingType", "thingGroup", "billingGroup" })
        {
            samples.AddNew($"Create{char.ToUpperInvariant(noun[0])}{noun[1..]}.{noun}Name", () => Task.FromResult(make.Name()));
        }

        foreach (var verb in new[] { "Update", "Delete" })
        {
            samples.AddNew($"{verb}Thing.thingName", () => make.Thing());
            samples.AddNew($"{verb}ThingType.thingTypeName", verb == "Delete" ? make.DeprecatedThingType : () => make.ThingType());
            samples.AddNew($"{verb}ThingGroup.thingGroupName", () => make.ThingGroup());
            samples.AddNew($"{verb}BillingGroup.billingGroupName", () => make.BillingGroup());
        }

        samples.AddNew("DeprecateThingType.thingTypeName", () => make.ThingType());
        samples.AddNew("AttachThingPrincipal.thingName", () => make.Thing());
        samples.AddNew("AttachThingPrincipal.principal", async () => (await make.Certificate())["certificateArn"]!);
        samples.AddNew("DetachThingPrincipal.thingName", async () => await make.ThingOf($"{await samples.For("", "principal")}"));
        samples.Add("UpdateThing.removeThingType", true);
        samples.Add("indexName", "AWS_Things");
        samples.Add("queryString", "thingName:*");
        samples.Add("queryVersion", "2017-09-30");
        samples.Add("thingIndexingConfiguration", new JsonObject { ["thingIndexingMode"] = "REGISTRY", ["thingConnectivityIndexingMode"] = "STATUS" });
        samples.Add("thingGroupIndexingConfiguration", new JsonObject { ["thingGroupIndexingMode"] = "OFF" });
        Memberships(samples);
    }

    /// <summary>A thing and a group, each by its name or by its ARN.</summary>
    static void Memberships(SampleValues samples)
    {
        foreach (var group in new[] { "thingGroup", "billingGroup" })
        {
            var noun = $"{char.ToUpperInvariant(group[0])}{group[1..]}";
            foreach (var operation in new[] { $"AddThingTo{noun}", $"RemoveThingFrom{noun}" })
            {
                samples.Need(operation, "thingName", $"{group}Name");
                samples.Need($"{operation}.thingArn", $"{group}Name");
                samples.Need($"{operation}.{group}Arn", "thingName");
                samples.AddMember($"{operation}.thingName", "other");
                samples.AddMember($"{operation}.thingArn", "other", name => $"arn:aws:iot:us-east-1:000000000000:thing/{name}");
            }
        }

        samples.AddMember("UpdateThingGroupsForThing.thingName", "other");
        samples.Need("UpdateThingGroupsForThing", "thingName");
    }

    static void Provisioning(SampleValues samples, NounMaker make)
    {
        samples.Add("roleArn", TemplateBodies.ServerRole);
        samples.Add("provisioningRoleArn", TemplateBodies.ServerRole);
        samples.Add("templateBody", TemplateBodies.Valid);
        samples.Add("preProvisioningHook", Hook());
        samples.Add("type", "FLEET_PROVISIONING");
        samples.AddNew("CreateProvisioningTemplate.templateName", () => Task.FromResult(make.Name()));
        foreach (var (operation, versions) in new[] { ("UpdateProvisioningTemplate", 1), ("DeleteProvisioningTemplate", 1), ("CreateProvisioningTemplateVersion", 1), ("DeleteProvisioningTemplateVersion", 2) })
        {
            samples.AddNew($"{operation}.templateName", () => make.Template(versions));
        }

        samples.Add("DeleteProvisioningTemplateVersion.versionId", 2);

        samples.AddNew("RegisterThing.templateBody", () => Task.FromResult(Registration(make.Name())));
        samples.Add("parameters", new JsonObject { ["CSR"] = BulkServer.Csr });
        samples.Add("StartThingRegistrationTask.templateBody", BulkServer.Template);
        samples.Add("inputFileBucket", "bucket");
        samples.Add("inputFileKey", "devices.json");
        samples.AddNew("StopThingRegistrationTask.taskId", make.RegistrationTask);
        samples.Add("ListThingRegistrationTasks.status", "InProgress");
        samples.Add("reportType", "ERRORS");

        samples.AddNew("roleAlias", make.RoleAlias);
        samples.AddNew("CreateRoleAlias.roleAlias", () => Task.FromResult(make.Name()));
        samples.Add("credentialDurationSeconds", 3_600);
    }

    /// <summary>A template that needs no parameters.</summary>
    static string Registration(string thing) => new JsonObject
    {
        ["Parameters"] = new JsonObject { ["CSR"] = new JsonObject { ["Type"] = "String", ["Default"] = BulkServer.Csr } },
        ["Resources"] = new JsonObject
        {
            ["thing"] = new JsonObject { ["Type"] = "AWS::IoT::Thing", ["Properties"] = new JsonObject { ["ThingName"] = thing } },
            ["certificate"] = new JsonObject
            {
                ["Type"] = "AWS::IoT::Certificate",
                ["Properties"] = new JsonObject { ["CertificateSigningRequest"] = new JsonObject { ["Ref"] = "CSR" }, ["Status"] = "ACTIVE" },
            },
        },
    }.ToJsonString();
}
