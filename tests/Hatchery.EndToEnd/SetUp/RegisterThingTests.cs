using System.Text.Json;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.SetUp;

/// <summary>
/// A single thing by <c>aws iot register-thing</c>. 1. a key and a CSR by openssl; 2. the template in the call; 3. the device
/// connects with the certificate it got, or had.
/// </summary>
public sealed class RegisterThingTests(SeedFixture fixture)
{
    [Fact]
    public async Task By_a_CSR_the_certificate_answered_lets_the_device_in()
    {
        var seed = fixture.Require();
        var devices = await OpenSslCa.CreateAsync(seed, "register-csr");
        await devices.RequestAsync("device", "/CN=register-csr");
        var csr = await File.ReadAllTextAsync(Path.Combine(devices.Folder, "device.csr"), TestContext.Current.CancellationToken);
        var registered = await RegisterAsync(seed, """{"CertificateSigningRequest": {"Ref": "Certificate"}}""", "register-csr", csr);

        await File.WriteAllTextAsync(Path.Combine(devices.Folder, "device.pem"), registered.GetProperty("certificatePem").GetString(), TestContext.Current.CancellationToken);
        await AssertWorksAsync(seed, devices, "register-csr");
        Assert.Equal(["certificate", "policy", "thing"], registered.GetProperty("resourceArns").EnumerateObject().Select(arn => arn.Name).Order());
    }

    [Fact]
    public async Task By_its_id_a_certificate_that_was_registered_before_lets_the_device_in()
    {
        var seed = fixture.Require();
        var devices = await OpenSslCa.CreateAsync(seed, "register-id");
        await devices.SignAsync("device", "/CN=register-id");
        var id = (await seed.Aws.RunAsync("iot", "register-certificate-without-ca", "--certificate-pem", $"file://{devices.Folder}/device.pem", "--status", "INACTIVE"))
            .GetProperty("certificateId").GetString()!;

        var registered = await RegisterAsync(seed, """{"CertificateId": {"Ref": "Certificate"}}""", "register-id", id, "REPLACE");
        Assert.EndsWith($":cert/{id}", registered.GetProperty("resourceArns").GetProperty("certificate").GetString(), StringComparison.Ordinal);
        await AssertWorksAsync(seed, devices, "register-id");
    }

    [Fact]
    public async Task By_its_PEM_a_certificate_of_a_registered_CA_lets_the_device_in()
    {
        var seed = fixture.Require();
        var devices = await OpenSslCa.CreateAsync(seed, "register-pem");
        await devices.SignAsync("device", "/CN=register-pem");
        var pem = await File.ReadAllTextAsync(Path.Combine(devices.Folder, "device.pem"), TestContext.Current.CancellationToken);
        Assert.NotEqual(0, (await devices.PublishAsync("device", "register-pem")).ExitCode);
        await seed.Aws.FailAsync("ResourceRegistrationFailureException", Arguments("""{"CertificatePem": {"Ref": "Certificate"}}""", "register-pem", pem));

        await devices.RegisterAsync();
        var registered = await RegisterAsync(seed, """{"CertificatePem": {"Ref": "Certificate"}}""", "register-pem", pem);
        Assert.Equal(pem, registered.GetProperty("certificatePem").GetString());
        await AssertWorksAsync(seed, devices, "register-pem");
    }

    [Fact]
    public async Task Attached_exclusively_a_certificate_is_its_thing_under_any_client_id_and_no_other_thing_gets_it()
    {
        var seed = fixture.Require();
        var devices = await OpenSslCa.CreateAsync(seed, "register-exclusive");
        await devices.SignAsync("device", "/CN=register-exclusive");
        var id = (await seed.Aws.RunAsync("iot", "register-certificate-without-ca", "--certificate-pem", $"file://{devices.Folder}/device.pem", "--status", "ACTIVE"))
            .GetProperty("certificateId").GetString()!;
        const string Exclusive = """{"CertificateId": {"Ref": "Certificate"}, "ThingPrincipalType": "EXCLUSIVE_THING"}""";
        var arn = (await RegisterAsync(seed, Exclusive, "exclusive-1", id)).GetProperty("resourceArns").GetProperty("certificate").GetString()!;

        var works = await devices.PublishAsync("device", "any-client-id", "things/exclusive-1");
        Assert.True(works.ExitCode == 0, works.Error + seed.Server.Log);

        await seed.Aws.RunAsync("iot", "create-thing", "--thing-name", "exclusive-2");
        Assert.Contains(
            "attached exclusively to thing exclusive-1",
            await seed.Aws.FailAsync("InvalidRequestException", "iot", "attach-thing-principal", "--thing-name", "exclusive-2", "--principal", arn),
            StringComparison.Ordinal);
        Assert.Contains(
            "one of the two attachments is exclusive",
            await seed.Aws.FailAsync("ResourceRegistrationFailureException", Arguments("""{"CertificateId": {"Ref": "Certificate"}}""", "exclusive-2", id)),
            StringComparison.Ordinal);
    }

    static async Task AssertWorksAsync(Seed seed, OpenSslCa devices, string thing)
    {
        // The policy lets nothing in but a thing under its own name.
        var works = await devices.PublishAsync("device", thing, $"things/{thing}");
        Assert.True(works.ExitCode == 0, works.Error + seed.Server.Log);
        Assert.NotEqual(0, (await devices.PublishAsync("device", "another", $"things/{thing}")).ExitCode);
    }

    static Task<JsonElement> RegisterAsync(Seed seed, string certificate, string thing, string value, string overrides = "DO_NOTHING") =>
        seed.Aws.RunAsync(Arguments(certificate, thing, value, overrides));

    static string[] Arguments(string certificate, string thing, string value, string overrides = "DO_NOTHING") =>
    [
        "iot", "register-thing", "--template-body", """
            {"Parameters": {"ThingName": {"Type": "String"}, "Certificate": {"Type": "String"}},
             "Resources": {
               "thing": {"Type": "AWS::IoT::Thing", "Properties": {"ThingName": {"Ref": "ThingName"}}},
               "certificate": {"Type": "AWS::IoT::Certificate", "Properties": CERTIFICATE, "OverrideSettings": {"Status": "OVERRIDE"}},
               "policy": {"Type": "AWS::IoT::Policy", "Properties": {"PolicyDocument": {"Version": "2012-10-17", "Statement": [
                 {"Effect": "Allow", "Action": "iot:Connect", "Resource": "*", "Condition": {"Bool": {"iot:Connection.Thing.IsAttached": "true"}}},
                 {"Effect": "Allow", "Action": "iot:Publish", "Resource": "arn:aws:iot:*:*:topic/things/${iot:Connection.Thing.ThingName}"}]}}}}}
            """.Replace("CERTIFICATE", certificate, StringComparison.Ordinal).Replace("OVERRIDE", overrides, StringComparison.Ordinal),
        "--parameters", JsonSerializer.Serialize(new { ThingName = thing, Certificate = value }),
    ];
}
