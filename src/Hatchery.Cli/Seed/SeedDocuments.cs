using System.Text.Json.Nodes;
using Hatchery.Server;

namespace Hatchery.Cli.Seed;

/// <summary>The documents of the set-up: an operator's own policies with their placeholders filled, and the template of the console's wizard.</summary>
static class SeedDocuments
{
    /// <summary>Source: AWS managed policies for AWS IoT.</summary>
    public const string RegistrationPolicyArn = "arn:aws:iam::aws:policy/service-role/AWSIoTThingsRegistration";

    public static string ClaimPolicy(ServerInfo server) => Policy("claim-policy.json", server);

    public static string FleetPolicy(ServerInfo server) => Policy("fleet-policy.json", server);

    /// <summary>Lets AWS IoT act in the role's name.</summary>
    public static string RoleTrust => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = "iot.amazonaws.com" },
            ["Action"] = "sts:AssumeRole",
        }),
    }.ToJsonString();

    /// <summary>Certificate, policy and thing, with the overrides and the order that AWS's wizard writes.</summary>
    public static string TemplateBody => new JsonObject
    {
        ["Parameters"] = new JsonObject
        {
            [SeedNames.SerialNumber] = new JsonObject { ["Type"] = "String" },
            ["AWS::IoT::Certificate::Id"] = new JsonObject { ["Type"] = "String" },
        },
        ["Resources"] = new JsonObject
        {
            ["certificate"] = Resource("AWS::IoT::Certificate", new JsonObject { ["CertificateId"] = Ref("AWS::IoT::Certificate::Id"), ["Status"] = "Active" }),
            ["policy"] = Resource("AWS::IoT::Policy", new JsonObject { ["PolicyName"] = SeedNames.FleetPolicy }),
            ["thing"] = Thing(),
        },
        ["DeviceConfiguration"] = new JsonObject(),
    }.ToJsonString();

    static JsonObject Thing()
    {
        var thing = Resource("AWS::IoT::Thing", new JsonObject
        {
            ["AttributePayload"] = new JsonObject(),
            ["ThingGroups"] = new JsonArray(SeedNames.ThingGroup),
            ["ThingName"] = new JsonObject { ["Fn::Join"] = new JsonArray("", new JsonArray(SeedNames.ThingPrefix, Ref(SeedNames.SerialNumber))) },
        });
        thing["OverrideSettings"] = new JsonObject { ["AttributePayload"] = "MERGE", ["ThingGroups"] = "DO_NOTHING", ["ThingTypeName"] = "REPLACE" };
        return thing;
    }

    static JsonObject Resource(string type, JsonObject properties) => new() { ["Properties"] = properties, ["Type"] = type };

    static JsonObject Ref(string parameter) => new() { ["Ref"] = parameter };

    static string Policy(string file, ServerInfo server)
    {
        var name = $"Hatchery.Cli.Seed.{file}";
        using var stream = typeof(SeedDocuments).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Replace("<aws-region>", server.Region)
            .Replace("<aws-account-id>", server.Account)
            .Replace("<templateName>", SeedNames.Template);
    }
}
