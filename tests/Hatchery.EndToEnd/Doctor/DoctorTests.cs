using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Hatchery.Cli.Seed;
using Hatchery.Cli.Tests;
using Hatchery.Device.Tests;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Doctor;

/// <summary>1. A healthy server and claim folder. 2. Each spoilt in one way, which doctor names, and that alone.</summary>
public sealed class DoctorTests(DoctorFixture fixture) : IClassFixture<DoctorFixture>
{
    const string Template = "esp32_fleet_prov_template";

    [Fact]
    public async Task A_healthy_server_and_claim_have_nothing_wrong()
    {
        var diagnosis = await fixture.RunAsync(fixture.ClaimFolder(), "--provision");

        Assert.Equal(0, diagnosis.ExitCode);
        Assert.All(diagnosis.Report["checks"]!.AsArray(), check => Assert.Equal("ok", $"{check!["verdict"]}"));
        Assert.True((bool)diagnosis.Report["healthy"]!);
        Assert.Contains("with the claim as hatchery-doctor-", diagnosis.Says("connect"));
        Assert.Contains($"{fixture.Server.Info.MqttPort}", diagnosis.Says("connect"));
        Assert.Contains($"{fixture.Server.Info.HttpsPort}", diagnosis.Says("connect"));
        Assert.Contains("CreateKeysAndCertificate only", diagnosis.Says("create-rights"));
        Assert.Contains("thing esp32dkc_doctor-", diagnosis.Says("provision"));
    }

    [Fact]
    public async Task The_text_for_people_is_a_line_a_check_without_colour_in_a_file()
    {
        var terminal = new TestTerminal();

        var code = await terminal.RunAsync("doctor", "--data", fixture.Server.Folder);

        Assert.Equal((0, ""), (code, terminal.Error));
        var lines = terminal.Out.Split('\n');
        Assert.Contains(lines, line => line.StartsWith("  ✓ Private key        claim.private.key belongs to claim.cert.pem", StringComparison.Ordinal));
        Assert.Contains("All is well.", lines);
        Assert.DoesNotContain('\e', terminal.Out);
        Assert.InRange(lines.Length, 20, 40);
    }

    [Fact]
    public async Task The_file_names_of_AWSs_console_do_as_well()
    {
        var folder = fixture.ClaimFolder();
        var id = new string('a', 64);
        File.Move(Path.Combine(folder, "claim.cert.pem"), Path.Combine(folder, $"{id}-certificate.pem.crt"));
        File.Move(Path.Combine(folder, "claim.private.key"), Path.Combine(folder, $"{id}-private.pem.key"));
        File.Move(Path.Combine(folder, "root-ca.pem"), Path.Combine(folder, "AmazonRootCA1.pem"));

        var diagnosis = await fixture.RunAsync(folder);

        Assert.Empty(diagnosis.Faults);
        Assert.Contains($"{id}-private.pem.key belongs to {id}-certificate.pem.crt", diagnosis.Says("claim-key"));
    }

    [Fact]
    public async Task Another_root_CA_is_named_with_the_copy_that_cures_it()
    {
        var folder = fixture.ClaimFolder();
        using var other = new TestPki();
        await File.WriteAllTextAsync(Path.Combine(folder, "root-ca.pem"), other.RootPem, TestContext.Current.CancellationToken);

        var diagnosis = await fixture.RunAsync(folder);

        diagnosis.AssertOnly("root-ca");
        Assert.Contains($"cp {fixture.Server.Info.RootCaFile} {folder}/root-ca.pem", diagnosis.Says("root-ca"));
        Assert.Equal("skipped", diagnosis.VerdictOf("connect"));
    }

    [Fact]
    public async Task A_folder_without_root_CA_is_told()
    {
        var folder = fixture.ClaimFolder();
        File.Delete(Path.Combine(folder, "root-ca.pem"));

        (await fixture.RunAsync(folder)).AssertOnly("root-ca");
    }

    [Fact]
    public async Task The_key_of_another_certificate_is_named()
    {
        var folder = fixture.ClaimFolder();
        using var pki = new TestPki();
        await File.WriteAllTextAsync(Path.Combine(folder, "claim.private.key"), pki.Issue("CN=other").KeyPem, TestContext.Current.CancellationToken);

        var diagnosis = await fixture.RunAsync(folder);

        diagnosis.AssertOnly("claim-key");
        Assert.Contains("claim.private.key is the key of another certificate than claim.cert.pem", diagnosis.Says("claim-key"));
    }

    [Fact]
    public async Task A_key_that_others_can_read_is_a_warning()
    {
        var folder = fixture.ClaimFolder();
        File.SetUnixFileMode(Path.Combine(folder, "claim.private.key"), (UnixFileMode)0b110_100_100);

        var diagnosis = await fixture.RunAsync(folder);

        diagnosis.AssertOnly("key-permissions", "warning");
        Assert.Contains("is 0644", diagnosis.Says("key-permissions"));
        Assert.Contains($"chmod 600 {folder}/claim.private.key", diagnosis.Says("key-permissions"));
    }

    [Fact]
    public async Task An_inactive_claim_is_told_with_the_command_that_activates_it()
    {
        var (folder, id) = await ClaimAsync(active: false, "esp32_claim_policy");

        var diagnosis = await fixture.RunAsync(folder);

        diagnosis.AssertOnly("claim-state");
        Assert.Contains("is INACTIVE", diagnosis.Says("claim-state"));
        Assert.Contains($"aws iot update-certificate --new-status ACTIVE --certificate-id {id}", diagnosis.Says("claim-state"));
    }

    [Fact]
    public async Task A_claim_of_another_server_is_told()
    {
        var folder = fixture.ClaimFolder();
        using var pki = new TestPki();
        var (certificate, key) = pki.Issue("CN=claim");
        await File.WriteAllTextAsync(Path.Combine(folder, "claim.cert.pem"), certificate, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "claim.private.key"), key, TestContext.Current.CancellationToken);

        var diagnosis = await fixture.RunAsync(folder);

        diagnosis.AssertOnly("claim-state");
        Assert.Contains("does not know claim.cert.pem", diagnosis.Says("claim-state"));
    }

    [Fact]
    public async Task A_name_that_the_server_certificate_lacks_is_told()
    {
        var diagnosis = await fixture.RunAsync(fixture.ClaimFolder(), "--endpoint", "127.0.0.1");

        diagnosis.AssertOnly("server-name");
        Assert.Contains("is for localhost; 127.0.0.1 needs an IP entry", diagnosis.Says("server-name"));
        Assert.Contains("--hostname localhost --hostname 127.0.0.1", diagnosis.Says("server-name"));
        Assert.Equal("skipped", diagnosis.VerdictOf("connect"));
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_is_told_once()
    {
        var diagnosis = await fixture.RunAsync(fixture.ClaimFolder(), "--endpoint", "iot.invalid");

        diagnosis.AssertOnly("endpoint");
        Assert.Equal(("skipped", "skipped"), (diagnosis.VerdictOf("mqtt-port"), diagnosis.VerdictOf("https-port")));
    }

    [Fact]
    public async Task A_template_that_is_not_there_is_told_with_the_name_that_was_meant()
    {
        var diagnosis = await fixture.RunAsync(fixture.ClaimFolder(), "--template", "esp32_fleet_prov_templat");

        diagnosis.AssertOnly("template");
        Assert.Contains($"Did you mean '{Template}'?", diagnosis.Says("template"));
        Assert.Equal("skipped", diagnosis.VerdictOf("provision-rights"));
    }

    [Fact]
    public async Task A_closed_port_is_told_and_what_listens_instead()
    {
        var closed = ClosedPort();

        var diagnosis = await fixture.RunAsync(fixture.ClaimFolder(), "--mqtt-port", $"{closed}");

        diagnosis.AssertOnly("mqtt-port");
        Assert.Contains($"no connection to localhost:{closed}: nobody listens there", diagnosis.Says("mqtt-port"));
        Assert.Contains($"The server has MQTT on {fixture.Server.Info.MqttPort}", diagnosis.Says("mqtt-port"));
        Assert.Equal("ok", diagnosis.VerdictOf("connect"));
    }

    [Fact]
    public async Task A_port_that_speaks_no_TLS_is_told()
    {
        var api = new Uri(fixture.Server.Info.ApiUrl).Port;

        var diagnosis = await fixture.RunAsync(fixture.ClaimFolder(), "--mqtt-port", $"{api}", "--https-port", $"{api}");

        diagnosis.AssertOnly("tls-versions");
    }

    [Fact]
    public async Task A_policy_without_the_answers_is_told_by_the_statement_that_came_nearest()
    {
        var (folder, _) = await ClaimAsync(active: true, await PolicyAsync("silent", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Connect","Resource":"*"},
            {"Effect":"Allow","Action":["iot:Publish","iot:Receive"],"Resource":"*"},
            {"Effect":"Allow","Action":"iot:Subscribe","Resource":["arn:aws:iot:us-east-1:000000000000:topic/$aws/certificates/create/*","arn:aws:iot:us-east-1:000000000000:topicfilter/$aws/provisioning-templates/*"]}]}
            """));

        var diagnosis = await fixture.RunAsync(folder);

        diagnosis.AssertOnly("create-rights");
        Assert.Contains("iot:Subscribe on topicfilter/$aws/certificates/create/json/accepted is denied", diagnosis.Says("create-rights"));
    }

    [Fact]
    public async Task A_policy_for_other_client_ids_asks_for_the_devices_own()
    {
        var (folder, _) = await ClaimAsync(active: true, await PolicyAsync("named", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Connect","Resource":"arn:aws:iot:us-east-1:000000000000:client/dev-*"},
            {"Effect":"Allow","Action":["iot:Publish","iot:Receive","iot:Subscribe"],"Resource":"*"}]}
            """));

        (await fixture.RunAsync(folder)).AssertOnly("connect-right", "warning");
        (await fixture.RunAsync(folder, "--client-id", "esp-1")).AssertOnly("connect-right");
        Assert.Contains("as dev-1 on", (await fixture.RunAsync(folder, "--client-id", "dev-1")).Says("connect"));
    }

    [Theory]
    [InlineData("disabled", "template")]
    [InlineData("no-group", "references")]
    [InlineData("bare-role", "role", "warning")]
    [InlineData("dead-hook", "hook")]
    [InlineData("no-thing", "template-warnings", "warning")]
    public async Task What_is_wrong_with_the_template_is_told(string spoilt, string check, string verdict = "problem")
    {
        using var api = fixture.Api;
        var ct = TestContext.Current.CancellationToken;
        var name = $"doctor_{spoilt.Replace('-', '_')}";
        var template = await api.IotAsync(HttpMethod.Get, $"/provisioning-templates/{Template}", null, ct);
        var body = JsonNode.Parse($"{template["templateBody"]}")!;
        if (spoilt == "no-group")
        {
            body["Resources"]!["thing"]!["Properties"]!["ThingGroups"] = new JsonArray("esp32dkc_grup");
        }
        else if (spoilt == "no-thing")
        {
            body["Resources"]!.AsObject().Remove("thing");
            body["Parameters"]!.AsObject().Remove("SerialNumber");
        }

        var request = new JsonObject
        {
            ["templateName"] = name,
            ["templateBody"] = body.ToJsonString(),
            ["enabled"] = spoilt != "disabled",
            ["provisioningRoleArn"] = spoilt == "bare-role" ? "arn:aws:iam::000000000000:role/bare" : $"{template["provisioningRoleArn"]}",
        };
        if (spoilt == "dead-hook")
        {
            request["preProvisioningHook"] = new JsonObject { ["targetArn"] = $"https://localhost:{ClosedPort()}/hook" };
        }
        else if (spoilt == "bare-role")
        {
            await api.IamAsync("CreateRole", new Dictionary<string, string> { ["RoleName"] = "bare", ["AssumeRolePolicyDocument"] = SeedDocuments.RoleTrust }, ct);
        }

        await api.IotAsync(HttpMethod.Post, "/provisioning-templates", request, ct);
        try
        {
            var (folder, _) = await ClaimAsync(active: true, await PolicyAsync("all", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}"""));

            (await fixture.RunAsync(folder, "--template", name)).AssertOnly(check, verdict);
        }
        finally
        {
            await api.IotAsync(HttpMethod.Delete, $"/provisioning-templates/{name}", null, ct);
        }
    }

    [Fact]
    public async Task An_expired_server_certificate_is_told()
    {
        var data = Directory.CreateTempSubdirectory("hatchery-expired-").FullName;
        try
        {
            await OpenSslAsync(data, "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=Own -addext keyUsage=critical,keyCertSign");
            await OpenSslAsync(data, "req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout s.key -out s.csr -subj /CN=localhost");
            await File.WriteAllTextAsync(Path.Combine(data, "s.ext"), "subjectAltName=DNS:localhost\n", TestContext.Current.CancellationToken);
            await OpenSslAsync(data, "x509 -req -in s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out s.pem -days -1 -extfile s.ext");
            await using var server = await DoctorFixture.StartAsync(data, "--server-cert", $"{data}/s.pem", "--server-key", $"{data}/s.key");
            File.Copy(Path.Combine(data, "ca.pem"), Path.Combine(data, "quickstart", "root-ca.pem"), overwrite: true);

            var diagnosis = await DoctorFixture.RunOnAsync(data);

            diagnosis.AssertOnly("server-dates");
            Assert.Contains("the server certificate expired on", diagnosis.Says("server-dates"));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task Without_a_server_it_says_what_was_looked_for_and_still_looks_at_the_folder()
    {
        var none = Path.Combine(Path.GetTempPath(), "hatchery-none");

        var diagnosis = await DoctorFixture.RunOnAsync(none, fixture.ClaimFolder());

        diagnosis.AssertOnly("api");
        Assert.Contains($"{none}/server.json", diagnosis.Says("api"));
        Assert.Contains("hatchery serve", diagnosis.Says("api"));
        Assert.Equal("ok", diagnosis.VerdictOf("claim-key"));
        Assert.Equal("skipped", diagnosis.VerdictOf("mqtt-port"));
    }

    [Fact]
    public async Task An_endpoint_elsewhere_is_looked_at_as_a_device_sees_it()
    {
        var none = Path.Combine(Path.GetTempPath(), "hatchery-none");
        string[] endpoint = ["--endpoint", "localhost", "--mqtt-port", $"{fixture.Server.Info.MqttPort}", "--https-port", $"{fixture.Server.Info.HttpsPort}"];

        var healthy = await DoctorFixture.RunOnAsync(none, [fixture.ClaimFolder(), .. endpoint]);
        Assert.Empty(healthy.Faults);
        Assert.Equal(("skipped", "skipped", "ok"), (healthy.VerdictOf("api"), healthy.VerdictOf("claim-state"), healthy.VerdictOf("connect")));

        var (inactive, _) = await ClaimAsync(active: false, "esp32_claim_policy");
        (await DoctorFixture.RunOnAsync(none, [inactive, .. endpoint])).AssertOnly("connect");
    }

    [Fact]
    public async Task A_key_that_only_reads_is_enough_and_a_wrong_one_is_told()
    {
        using var api = fixture.Api;
        var key = await api.HatcheryAsync(HttpMethod.Post, "keys", new JsonObject { ["name"] = "reader", ["access"] = "read-only" }, TestContext.Current.CancellationToken);
        string[] ports = ["--mqtt-port", $"{fixture.Server.Info.MqttPort}", "--https-port", $"{fixture.Server.Info.HttpsPort}", fixture.ClaimFolder()];

        Assert.Empty((await DoctorFixture.RunByKeyAsync(fixture.Server, $"{key["accessKeyId"]}", $"{key["secretAccessKey"]}", ports)).Faults);
        var wrong = await DoctorFixture.RunByKeyAsync(fixture.Server, $"{key["accessKeyId"]}", "wrong", ports);
        wrong.AssertOnly("api");
        Assert.Contains("refuses the access key", wrong.Says("api"));
    }

    [Theory]
    [InlineData(2, "--endpoint must be a name or an address, without scheme and port", "--endpoint", "https://localhost:8883")]
    [InlineData(2, "--parameters is no JSON", "--parameters", "{a")]
    [InlineData(2, "did you mean '--endpoint'", "--endpont", "x")]
    [InlineData(2, "unknown option '--endpont=x', did you mean '--endpoint'", "--endpont=x")]
    [InlineData(1, "no such folder", "/nowhere/at/all")]
    [InlineData(1, "is a file; name the folder", "/etc/hostname")]
    public async Task Wrong_arguments_are_one_line(int code, string says, params string[] arguments)
    {
        var terminal = new TestTerminal();

        Assert.Equal(code, await terminal.RunAsync(["doctor", .. arguments]));
        Assert.Contains(says, terminal.Error);
        Assert.Single(terminal.Error.TrimEnd().Split('\n'));
    }

    /// <summary>A folder with a claim of its own, and the claim's id.</summary>
    async Task<(string Folder, string Id)> ClaimAsync(bool active, string policy)
    {
        using var api = fixture.Api;
        var ct = TestContext.Current.CancellationToken;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest("CN=claim", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var created = await api.IotAsync(HttpMethod.Post, $"/certificates?setAsActive={(active ? "true" : "false")}", new JsonObject { ["certificateSigningRequest"] = csr }, ct);
        await api.IotAsync(HttpMethod.Put, $"/target-policies/{policy}", new JsonObject { ["target"] = $"{created["certificateArn"]}" }, ct);
        var folder = fixture.ClaimFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "claim.cert.pem"), $"{created["certificatePem"]}", ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "claim.private.key"), key.ExportPkcs8PrivateKeyPem(), ct);
        return (folder, $"{created["certificateId"]}");
    }

    async Task<string> PolicyAsync(string name, string document)
    {
        using var api = fixture.Api;
        var unique = $"{name}_{Guid.NewGuid():N}";
        await api.IotAsync(HttpMethod.Post, $"/policies/{unique}", new JsonObject { ["policyDocument"] = document }, TestContext.Current.CancellationToken);
        return unique;
    }

    static async Task OpenSslAsync(string folder, string arguments)
    {
        var done = await Command.RunAsync("openssl", arguments.Split(' '), workingFolder: folder);
        Assert.True(done.ExitCode == 0, done.Error);
    }

    static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
