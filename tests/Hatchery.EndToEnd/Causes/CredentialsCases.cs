using System.Text.Json.Nodes;
using Hatchery.EndToEnd.Gateway;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Causes;

/// <summary>Devices that ask the credentials provider by <c>curl</c>, as AWS's guide has it, and get none.</summary>
static class CredentialsCases
{
    const string Trusting = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"credentials.iot.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("role-alias-unknown", "no such alias", async world => await AskAsync(world, await DeviceAsync(world), "no-such-alias")),
        new("credentials-denied", "another alias is allowed", async world =>
            await AskAsync(world, await world.CertificateAsync(world.Allow("iot:AssumeRoleWithCertificate", "rolealias/other")), await AliasAsync(world))),
        new("credentials-thing-not-attached", "a thing of somebody else", async world => await AskAsync(world, await DeviceAsync(world), await AliasAsync(world), "not-mine")),
        new("credentials-role-missing", "the role is gone", RoleMissingAsync),
        new("credentials-role-trust", "the role trusts others", async world => await AskAsync(world, await DeviceAsync(world), await AliasAsync(world, role: "case"))),
        new("credentials-duration", "longer than the role allows", async world => await AskAsync(world, await DeviceAsync(world), await AliasAsync(world, seconds: 7_200))),
        new("credentials-no-device", "a trusted user's claim", async world => await AskAsync(world, await CertificateCases.TemporaryClaimAsync(world), await AliasAsync(world))),
        new("https-path-unknown", "a shadow by HTTPS", async world => await CurlAsync(world, await DeviceAsync(world), "things/a/shadow")),
    ];

    static Task<TestCertificate> DeviceAsync(CauseWorld world) => world.CertificateAsync(CauseWorld.Anything);

    static async Task<string> AliasAsync(CauseWorld world, string? role = null, int seconds = 900)
    {
        if (role is null)
        {
            role = world.Name("role");
            await world.IamAsync("CreateRole", new() { ["RoleName"] = role, ["AssumeRolePolicyDocument"] = Trusting });
        }

        var alias = world.Name("alias");
        await world.IotAsync("create_role_alias", new JsonObject { ["roleAlias"] = alias, ["roleArn"] = $"arn:aws:iam::{world.Server.Info.Account}:role/{role}", ["credentialDurationSeconds"] = seconds });
        return alias;
    }

    static async Task<Met> RoleMissingAsync(CauseWorld world)
    {
        var role = world.Name("role");
        await world.IamAsync("CreateRole", new() { ["RoleName"] = role, ["AssumeRolePolicyDocument"] = Trusting });
        var alias = await AliasAsync(world, role);
        await world.IamAsync("DeleteRole", new() { ["RoleName"] = role });
        return await AskAsync(world, await DeviceAsync(world), alias);
    }

    static Task<Met> AskAsync(CauseWorld world, TestCertificate device, string alias, params string[] thing) =>
        CurlAsync(world, device, $"role-aliases/{alias}/credentials", [.. thing.SelectMany(name => new[] { "-H", $"x-amzn-iot-thingname: {name}" })]);

    static async Task<Met> CurlAsync(CauseWorld world, TestCertificate device, string path, params string[] more)
    {
        var done = await Command.RunAsync("curl",
        [
            "-s", "-o", "/dev/null", "-w", "%{http_code}", "--cert", device.CertificateFile, "--key", device.KeyFile, "--cacert", world.Server.Info.RootCaFile, .. more,
            $"https://localhost:{world.Server.Info.HttpsPort}/{path}",
        ]);
        Assert.StartsWith("4", done.Output, StringComparison.Ordinal);
        return new Met(device.Id);
    }
}
