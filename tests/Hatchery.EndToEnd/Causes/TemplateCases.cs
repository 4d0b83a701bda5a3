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
        new("template-function", "Fn::Select out of range", world => ByThingAsync(world, """{"Fn::Select":["5",["a","b"]]}""")),
    ];

    static async Task<Met> ByThingAsync(CauseWorld world, string thingName, string more = "", string parameters = """{"SerialNumber":"s1"}""") =>
        await world.RejectedRegistrationAsync(
            await world.TemplateAsync($$"""
                "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{{thingName}}{{more}} } }
                """),
            parameters);
}
