using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Hatchery.EndToEnd.Harness;

/// <summary>The user's set-up: names and documents as they wrote them.</summary>
sealed class Seed(HatcheryServer server, AwsCli aws)
{
    readonly string folder = Directory.CreateDirectory(Path.Combine(server.Folder, "seed")).FullName;

    public const string ClaimPolicy = "esp32_claim_policy";
    public const string FleetPolicy = "esp32_fleet_policy";
    public const string Template = "esp32_fleet_prov_template";
    public const string Role = "esp32_fleet_prov_role";
    public const string Prefix = "esp32dkc_";
    public const string Group = "esp32dkc_group";

    public HatcheryServer Server => server;

    public AwsCli Aws => aws;

    public string ClaimCertificateFile => Path.Combine(folder, "claim.cert.pem");

    public string ClaimKeyFile => Path.Combine(folder, "claim.key.pem");

    public string ClaimCertificateId => Convert.ToHexStringLower(X509Certificate2.CreateFromPem(File.ReadAllText(ClaimCertificateFile)).GetCertHash(HashAlgorithmName.SHA256));

    public string ClaimCertificateArn => $"arn:aws:iot:{server.Info.Region}:{server.Info.Account}:cert/{ClaimCertificateId}";

    /// <summary>One of the user's policy documents with its placeholders filled.</summary>
    public static string Document(string name, HatcheryServer server) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "seed", name))
            .Replace("<aws-region>", server.Info.Region, StringComparison.Ordinal)
            .Replace("<aws-account-id>", server.Info.Account, StringComparison.Ordinal)
            .Replace("<templateName>", Template, StringComparison.Ordinal);

    /// <summary>The template as AWS's console writes it for this set-up.</summary>
    public static string TemplateBody(string policy = FleetPolicy) => JsonSerializer.Serialize(new
    {
        Parameters = new Dictionary<string, object>
        {
            ["SerialNumber"] = new { Type = "String" },
            ["AWS::IoT::Certificate::Id"] = new { Type = "String" },
        },
        Resources = new Dictionary<string, object>
        {
            ["certificate"] = new
            {
                Properties = new { CertificateId = new { Ref = "AWS::IoT::Certificate::Id" }, Status = "Active" },
                Type = "AWS::IoT::Certificate",
            },
            ["policy"] = new { Properties = new { PolicyName = policy }, Type = "AWS::IoT::Policy" },
            ["thing"] = new
            {
                OverrideSettings = new { AttributePayload = "MERGE", ThingGroups = "DO_NOTHING", ThingTypeName = "REPLACE" },
                Properties = new Dictionary<string, object>
                {
                    ["AttributePayload"] = new Dictionary<string, string> { ["board"] = "esp32-devkitc" },
                    ["ThingGroups"] = new[] { Group },
                    ["ThingTypeName"] = "esp32dkc",
                    ["ThingName"] = new Dictionary<string, object>
                    {
                        ["Fn::Join"] = new object[] { "", new object[] { Prefix, new { Ref = "SerialNumber" } } },
                    },
                },
                Type = "AWS::IoT::Thing",
            },
        },
        DeviceConfiguration = new Dictionary<string, string> { ["heartbeat"] = "60" },
    });

    /// <summary>The user's four steps, in their order, by aws.</summary>
    public static async Task<Seed> MakeAsync(HatcheryServer server, AwsCli aws)
    {
        var seed = new Seed(server, aws);

        // 1. A policy for the claim certificate.
        await aws.RunAsync("iot", "create-policy", "--policy-name", ClaimPolicy, "--policy-document", Document("claim-policy.json", server));

        // 2. The claim certificate, active, with that policy.
        var claim = await aws.RunAsync("iot", "create-keys-and-certificate", "--set-as-active",
            "--certificate-pem-outfile", seed.ClaimCertificateFile, "--private-key-outfile", seed.ClaimKeyFile);
        Assert.Equal(seed.ClaimCertificateId, claim.GetProperty("certificateId").GetString());
        await aws.RunAsync("iot", "attach-policy", "--policy-name", ClaimPolicy, "--target", claim.GetProperty("certificateArn").GetString()!);

        // 3. The fleet policy.
        await aws.RunAsync("iot", "create-policy", "--policy-name", FleetPolicy, "--policy-document", Document("fleet-policy.json", server));

        // 4. The template with its provisioning role, group and type.
        var role = await aws.RunAsync("iam", "create-role", "--role-name", Role, "--assume-role-policy-document",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"iot.amazonaws.com"},"Action":"sts:AssumeRole"}]}""");
        await aws.RunAsync("iam", "attach-role-policy", "--role-name", Role,
            "--policy-arn", "arn:aws:iam::aws:policy/service-role/AWSIoTThingsRegistration");
        await aws.RunAsync("iot", "create-thing-group", "--thing-group-name", Group);
        await aws.RunAsync("iot", "create-thing-type", "--thing-type-name", "esp32dkc");
        await aws.RunAsync("iot", "create-provisioning-template", "--template-name", Template, "--description", "ESP32 DevKitC fleet",
            "--provisioning-role-arn", role.GetProperty("Role").GetProperty("Arn").GetString()!, "--template-body", TemplateBody(), "--enabled");
        return seed;
    }
}
