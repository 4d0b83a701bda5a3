using System.Text.Json;
using System.Text.RegularExpressions;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Credentials;

/// <summary>
/// A device gets credentials of a role, by curl and aws: 1. role, alias, certificate, policy and thing; 2. credentials over mutual TLS;
/// 3. aws with them may do what the role may; 4. the ways in which it gets none.
/// </summary>
public sealed class CredentialsProviderTests(SeedFixture fixture) : IDisposable
{
    const string Role = "e2e_device_role";
    const string Alias = "e2e_device_alias";
    const string Policy = "e2e_assume_role";
    const string Thing = "e2e_credentialed";

    // The device may read the thing that it is, and no other.
    const string RolePolicy = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:DescribeThing","Resource":"arn:aws:iot:*:*:thing/${credentials-iot:ThingName}"}]}
        """;

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hatchery-credentials-");

    [Fact]
    public async Task A_device_gets_credentials_and_aws_takes_them()
    {
        var (aws, account) = (fixture.Require().Aws, fixture.Server.Info.Account);

        // 1.
        await aws.RunAsync("iam", "create-role", "--role-name", Role, "--assume-role-policy-document", Trust("credentials.iot.amazonaws.com"));
        await aws.RunAsync("iam", "put-role-policy", "--role-name", Role, "--policy-name", "read", "--policy-document", RolePolicy);
        var alias = await aws.RunAsync("iot", "create-role-alias", "--role-alias", Alias, "--role-arn", $"arn:aws:iam::{account}:role/{Role}", "--credential-duration-seconds", "900");
        var arn = alias.GetProperty("roleAliasArn").GetString()!;
        var certificate = await aws.RunAsync("iot", "create-keys-and-certificate", "--set-as-active", "--certificate-pem-outfile", Pem, "--private-key-outfile", Key);
        var id = certificate.GetProperty("certificateId").GetString()!;
        var principal = certificate.GetProperty("certificateArn").GetString()!;
        await aws.RunAsync("iot", "create-thing", "--thing-name", Thing);
        await aws.RunAsync("iot", "create-thing", "--thing-name", $"{Thing}_other");
        await aws.RunAsync("iot", "attach-thing-principal", "--thing-name", Thing, "--principal", principal);
        Denied(await AskAsync(Alias, Thing));
        await aws.RunAsync("iot", "create-policy", "--policy-name", Policy, "--policy-document",
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:AssumeRoleWithCertificate","Resource":"{{arn}}"}]}""");
        await aws.RunAsync("iot", "attach-policy", "--policy-name", Policy, "--target", principal);

        // 2. By the ALPN names that curl offers, by none, and by AWS's own.
        var (status, body) = await AskAsync(Alias, Thing);
        Assert.Equal(200, status);
        Assert.Equal(200, (await AskAsync(Alias, Thing, "--no-alpn")).Status);
        var credentials = body.GetProperty("credentials");
        Assert.Equal(["accessKeyId", "secretAccessKey", "sessionToken", "expiration"], credentials.EnumerateObject().Select(member => member.Name));
        var expiration = credentials.GetProperty("expiration").GetString()!;
        Assert.Matches(new Regex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"), expiration);
        Assert.InRange(DateTimeOffset.Parse(expiration, null) - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(840), TimeSpan.FromSeconds(901));

        // 3.
        var device = aws
            .With("AWS_ACCESS_KEY_ID", credentials.GetProperty("accessKeyId").GetString()!)
            .With("AWS_SECRET_ACCESS_KEY", credentials.GetProperty("secretAccessKey").GetString()!)
            .With("AWS_SESSION_TOKEN", credentials.GetProperty("sessionToken").GetString()!);
        var identity = await device.RunAsync("sts", "get-caller-identity");
        Assert.Equal($"arn:aws:sts::{account}:assumed-role/{Role}/{id}", identity.GetProperty("Arn").GetString());
        Assert.Equal(Thing, (await device.RunAsync("iot", "describe-thing", "--thing-name", Thing)).GetProperty("thingName").GetString());
        await device.FailAsync("AccessDeniedException", "iot", "describe-thing", "--thing-name", $"{Thing}_other");
        await device.FailAsync("AccessDeniedException", "iot", "list-things");

        // 4. Another's thing, no such alias, no such path, a role that trusts somebody else, a certificate that was switched off.
        Denied(await AskAsync(Alias, $"{Thing}_other"));
        Assert.Equal((404, "Role alias does not exist"), Said(await AskAsync("e2e_none", Thing)));
        Assert.Equal(404, (await AskAsync($"{Alias}/credentials/x", Thing)).Status);
        await aws.RunAsync("iam", "update-assume-role-policy", "--role-name", Role, "--policy-document", Trust("iot.amazonaws.com"));
        Denied(await AskAsync(Alias, Thing));
        Assert.Contains("doesn't allow sts:AssumeRole to the service credentials.iot.amazonaws.com", fixture.Server.Log, StringComparison.Ordinal);
        await aws.RunAsync("iam", "update-assume-role-policy", "--role-name", Role, "--policy-document", Trust("credentials.iot.amazonaws.com"));
        Assert.Equal(200, (await AskAsync(Alias, thing: null)).Status);
        await AssertExplainedAsync(id);
        await aws.RunAsync("iot", "update-certificate", "--certificate-id", id, "--new-status", "INACTIVE");
        Assert.Equal(0, (await AskAsync(Alias, Thing)).Status);

        // A device's path is none of the API's, and the API's none of a device's.
        var api = await Command.RunAsync("curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}", $"{fixture.Server.Info.ApiUrl}/role-aliases/{Alias}/credentials"]);
        Assert.Equal("403", api.Output);
    }

    /// <summary>Each denial is an attempt of the device with a cause of its own, in the audit, and counted.</summary>
    async Task AssertExplainedAsync(string certificate)
    {
        var data = fixture.Server.Folder;
        var why = new Cli.Tests.TestTerminal();
        await Eventually.TrueAsync(async () =>
        {
            why = new Cli.Tests.TestTerminal();
            Assert.Equal(0, await why.RunAsync("why", certificate, "--count", "20", "--data", data));
            return new[] { "no-policy", "credentials-thing-not-attached", "role-alias-unknown", "https-path-unknown", "credentials-role-trust" }
                .All(cause => why.Out.Contains($"[{cause}]", StringComparison.Ordinal));
        });
        Assert.Contains($"GET /role-aliases/{Alias}/credentials", why.Out);

        var audit = new Cli.Tests.TestTerminal();
        Assert.Equal(0, await audit.RunAsync("audit", "--action", "iot:AssumeRoleWithCertificate", "--json", "--data", data));
        Assert.Equal(3, audit.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line.Contains(certificate, StringComparison.Ordinal)));
        Assert.All(audit.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains("AccessDeniedException", line));

        var metrics = await Command.RunAsync("curl", ["-s", $"{fixture.Server.Info.ApiUrl}/metrics"]);
        Assert.Matches("hatchery_credentials_total{[^}]*result=\"AccessDeniedException\"} [1-9]", metrics.Output);
        Assert.Matches("hatchery_attempts_total{[^}]*cause=\"credentials-role-trust\"", metrics.Output);
    }

    public void Dispose() => folder.Delete(recursive: true);

    string Pem => Path.Combine(folder.FullName, "device.pem");

    string Key => Path.Combine(folder.FullName, "device.key");

    /// <summary>As AWS's guide has it, with <c>--cert</c>, <c>--key</c> and <c>--cacert</c>; status 0 when the connection was closed.</summary>
    async Task<(int Status, JsonElement Body)> AskAsync(string alias, string? thing, params string[] more)
    {
        var info = fixture.Server.Info;
        var done = await Command.RunAsync(
            "curl",
            [
                "-s", "-w", "\n%{http_code}", "--cert", Pem, "--key", Key, "--cacert", info.RootCaFile,
                .. thing is null ? [] : new[] { "-H", $"x-amzn-iot-thingname: {thing}" }, .. more,
                $"https://localhost:{info.HttpsPort}/role-aliases/{alias}/credentials",
            ]);
        var end = done.Output.LastIndexOf('\n');
        var status = int.Parse(done.Output[(end + 1)..], null);
        return (status, status == 0 ? default : JsonDocument.Parse(done.Output[..end]).RootElement);
    }

    static void Denied((int Status, JsonElement Body) answer) => Assert.Equal((403, "Access Denied"), Said(answer));

    static (int Status, string? Message) Said((int Status, JsonElement Body) answer) => (answer.Status, answer.Body.GetProperty("message").GetString());

    static string Trust(string service) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":"sts:AssumeRole"}]}""";
}
