using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hatchery.EndToEnd.Causes;

/// <summary>Registrations that the template, or what it asks of the registry, doesn't allow.</summary>
static class TemplateCases
{
    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("template-unknown", "misspelled", world => world.RejectedRegistrationAsync("no-such-template")),
        new("template-disabled", "not enabled", async world => await world.RejectedRegistrationAsync(await world.TemplateAsync("", enabled: false))),
        new("template-type", "of type JITP", async world => await world.RejectedRegistrationAsync(await world.TemplateAsync("", type: "JITP"))),
        new("parameter-missing", "not sent", world => ByThingAsync(world, """{"Ref":"SerialNumber"}""", parameters: "{}")),
        new("parameter-misspelled", "in other case", world => ByThingAsync(world, """{"Ref":"SerialNumber"}""", parameters: """{"serialnumber":"1"}""")),
        new("parameter-reserved", "the certificate's id", world => ByThingAsync(world, """{"Ref":"SerialNumber"}""", parameters: """{"AWS::IoT::Certificate::Id":"1"}""")),
        new("parameter-too-long", "over 4096 characters", world => ByThingAsync(world, """{"Ref":"SerialNumber"}""", parameters: $$"""{"SerialNumber":"{{new string('x', 4_097)}}"}""")),
        new("thing-name-invalid", "a serial number with spaces", world => ByThingAsync(world, """{"Ref":"SerialNumber"}""", parameters: """{"SerialNumber":"a b"}""")),
        new("attributes-need-type", "four attributes", world => ByThingAsync(world, "\"attributes\"", ""","AttributePayload":{"a":"1","b":"2","c":"3","d":"4"}""")),
        new("attribute-invalid", "a space in a value", world => ByThingAsync(world, "\"spaces\"", ""","AttributePayload":{"a":{"Ref":"SerialNumber"}}""", """{"SerialNumber":"a b"}""")),
        new("thing-group-missing", "no such group", world => ByThingAsync(world, "\"grouped\"", ""","ThingGroups":["no-such-group"]""")),
        new("thing-type-missing", "no such type", world => ByThingAsync(world, "\"typed\"", ""","ThingTypeName":"no-such-type" """)),
        new("policy-missing", "no such policy", async world =>
            await world.RejectedRegistrationAsync(await world.TemplateAsync(""" "policy":{"Type":"AWS::IoT::Policy","Properties":{"PolicyName":"no-such-policy"}} """))),
        new("policy-document-refused", "a document without statements", async world => await world.RejectedRegistrationAsync(
            await world.TemplateAsync(""" "policy":{"Type":"AWS::IoT::Policy","Properties":{"PolicyDocument":{"Ref":"SerialNumber"} } } """))),
        new("policy-name-invalid", "a name with spaces", async world => await world.RejectedRegistrationAsync(
            await world.TemplateAsync(""" "policy":{"Type":"AWS::IoT::Policy","Properties":{"PolicyName":{"Ref":"SerialNumber"} } } """), """{"SerialNumber":"a b"}""")),
        new("billing-group-missing", "no such billing group", world => ByThingAsync(world, "\"billed\"", ""","BillingGroup":"no-such-group" """)),
        new("thing-type-deprecated", "deprecated since", DeprecatedTypeAsync),
        new("too-many-groups", "eleven", TooManyGroupsAsync),
        new("resource-exists", "OverrideSettings of FAIL", ExistsAsync),
        new("certificate-property-invalid", "a Status from the device", async world => await world.RejectedRegistrationAsync(await world.TemplateOfAsync(
            """ "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"},"Status":{"Ref":"SerialNumber"} } } """))),
        new("template-mapping", "a value without an entry", async world => await world.RejectedRegistrationAsync(await world.TemplateOfAsync(
            """
            "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"} } },
            "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Fn::FindInMap":["Names",{"Ref":"SerialNumber"},"name"]} } }
            """,
            more: """ "Mappings":{"Names":{"known":{"name":"thing"} } } """))),
        new("template-value", "a mapping's list for a thing's name", async world => await world.RejectedRegistrationAsync(await world.TemplateOfAsync(
            """
            "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"} } },
            "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Fn::FindInMap":["Names",{"Ref":"SerialNumber"},"name"]} } }
            """,
            more: """ "Mappings":{"Names":{"s1":{"name":["a","b"]} } } """))),
        new("template-too-large", "a long parameter many times", world => ByThingAsync(
            world, "\"large\"", $$$""","AttributePayload":{"a":{"Fn::Join":["",[{{{string.Join(',', Enumerable.Repeat("""{"Ref":"SerialNumber"}""", 300))}}}]]}}""", $$"""{"SerialNumber":"{{new string('x', 4_096)}}"}""")),
        new("template-no-certificate", "a thing alone", async world => await world.RejectedRegistrationAsync(
            await world.TemplateOfAsync(""" "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":"alone"} } """))),
        new("template-unusable", "a stored body that isn't read any more", UnusableAsync),
        new("parameter-of-aws", "a field of the subject", world => ByThingAsync(world, """{"Ref":"AWS::IoT::Certificate::Country"}""")),
        new("too-many-attributes", "51", TooManyAttributesAsync),
        new("too-many-policies", "eleven", TooManyPoliciesAsync),
        new("exclusive-attachment", "attached to a thing of its own meanwhile", ExclusiveAsync),
        new("template-function", "Fn::Select out of range", world => ByThingAsync(world, """{"Fn::Select":["5",["a","b"]]}""")),
    ];

    static async Task<Met> ByThingAsync(CauseWorld world, string thingName, string more = "", string parameters = """{"SerialNumber":"s1"}""") =>
        await world.RejectedRegistrationAsync(
            await world.TemplateAsync($$"""
                "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{{thingName}}{{more}} } }
                """),
            parameters);

    static async Task<Met> DeprecatedTypeAsync(CauseWorld world)
    {
        var type = world.Name("type");
        await world.IotAsync("create_thing_type", new JsonObject { ["thingTypeName"] = type });
        await world.IotAsync("deprecate_thing_type", new JsonObject { ["thingTypeName"] = type });
        return await ByThingAsync(world, "\"outdated\"", $$""","ThingTypeName":"{{type}}" """);
    }

    static async Task<Met> TooManyGroupsAsync(CauseWorld world)
    {
        var groups = Enumerable.Range(0, 11).Select(_ => world.Name("group")).ToList();
        foreach (var group in groups)
        {
            await world.IotAsync("create_thing_group", new JsonObject { ["thingGroupName"] = group });
        }

        return await ByThingAsync(world, "\"sociable\"", $",\"ThingGroups\":{JsonSerializer.Serialize(groups)}");
    }

    static async Task<Met> UnusableAsync(CauseWorld world)
    {
        var template = await world.TemplateAsync("");
        await world.AgeAsync($"UPDATE template_versions SET body = 'null' WHERE template = (SELECT id FROM templates WHERE name = '{template}')");
        return await world.RejectedRegistrationAsync(template);
    }

    static async Task<Met> TooManyAttributesAsync(CauseWorld world)
    {
        var type = world.Name("type");
        await world.IotAsync("create_thing_type", new JsonObject { ["thingTypeName"] = type });
        var attributes = string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"a{i}\":\"1\""));
        return await ByThingAsync(world, "\"described\"", $$""","ThingTypeName":"{{type}}","AttributePayload":{ {{attributes}} }""");
    }

    static async Task<Met> TooManyPoliciesAsync(CauseWorld world)
    {
        var policies = Enumerable.Range(0, 11).Select(_ => world.Name("policy")).ToList();
        foreach (var policy in policies)
        {
            await world.IotAsync("create_policy", new JsonObject { ["policyName"] = policy, ["policyDocument"] = CauseWorld.Anything });
        }

        return await world.RejectedRegistrationAsync(await world.TemplateAsync(
            string.Join(',', policies.Select((policy, i) => $$""" "policy{{i}}":{"Type":"AWS::IoT::Policy","Properties":{"PolicyName":"{{policy}}"} } """))));
    }

    static async Task<Met> ExclusiveAsync(CauseWorld world)
    {
        var template = await world.TemplateAsync(""" "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":"shared"} } """);
        return await world.RejectedRegistrationAsync(template, async certificate =>
        {
            var other = world.Name("owner");
            await world.IotAsync("create_thing", new JsonObject { ["thingName"] = other });
            await world.IotAsync("attach_thing_principal", new JsonObject { ["thingName"] = other, ["principal"] = world.Arn($"cert/{certificate}"), ["thingPrincipalType"] = "EXCLUSIVE_THING" });
            return """{"SerialNumber":"1"}""";
        });
    }

    static async Task<Met> ExistsAsync(CauseWorld world)
    {
        var (thing, type) = (world.Name("taken"), world.Name("type"));
        await world.IotAsync("create_thing_type", new JsonObject { ["thingTypeName"] = type });
        await world.IotAsync("create_thing", new JsonObject { ["thingName"] = thing });
        return await world.RejectedRegistrationAsync(await world.TemplateAsync($$"""
            "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":"{{thing}}","ThingTypeName":"{{type}}"},"OverrideSettings":{"ThingTypeName":"FAIL"} }
            """));
    }
}
