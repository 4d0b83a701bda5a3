using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.Core;
using Hatchery.Server.Tests.Api.CaCertificates;
using Hatchery.Server.Tests.Api.Certificates;

namespace Hatchery.Server.Tests.Api.Provisioning;

public sealed class RegisterThingTests(ApiServer api) : IClassFixture<ApiServer>
{
    const string Allow = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Connect","Resource":"*"}]}""";

    [Fact]
    public async Task By_a_CSR_a_certificate_is_issued_and_all_ARNs_are_answered_by_logical_name()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest("CN=by-csr", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var answer = await RegisterAsync(Template(new { CertificateSigningRequest = new { Ref = "CSR" } }), ("Name", "by-csr"), ("CSR", csr));

        using var certificate = X509Certificate2.CreateFromPem(answer["certificatePem"]);
        Assert.Equal("CN=by-csr", certificate.Subject);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
        var arns = answer.Json.GetProperty("resourceArns");
        var id = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
        Assert.Equal(3, arns.EnumerateObject().Count());
        Assert.Equal("arn:aws:iot:us-east-1:000000000000:thing/by-csr", arns.GetProperty("the thing").GetString());
        Assert.Equal($"arn:aws:iot:us-east-1:000000000000:cert/{id}", arns.GetProperty("certificate").GetString());
        Assert.Matches("^arn:aws:iot:us-east-1:000000000000:policy/[0-9A-F]{40}$", arns.GetProperty("policy").GetString());

        Assert.Equal("ACTIVE", await StatusAsync(id));
        Assert.Equal(arns.GetProperty("certificate").GetString(), Assert.Single((await api.SendAsync("GET", "/things/by-csr/principals")).Json.GetProperty("principals").EnumerateArray()).GetString());
        Assert.Equal("v1", (await api.SendAsync("GET", "/things/by-csr")).Json.GetProperty("attributes").GetProperty("version").GetString());
    }

    [Fact]
    public async Task By_its_id_a_certificate_that_exists_gets_a_thing_and_its_own_PEM_is_answered()
    {
        var pem = CertificatesApiTests.NewCertificatePem();
        var id = (await api.SendAsync("POST", "/certificate/register-no-ca", JsonSerializer.Serialize(new { certificatePem = pem })))["certificateId"]!;
        var template = Template(new { CertificateId = new { Ref = "Id" } });

        Assert.Equal(pem, (await RegisterAsync(template, ("Name", "by-id"), ("Id", id)))["certificatePem"]);
        Assert.Equal("INACTIVE", await StatusAsync(id));

        var replacing = Template(new { CertificateId = new { Ref = "Id" } }, new { Status = "REPLACE" });
        Assert.Equal(pem, (await RegisterAsync(replacing, ("Name", "by-id"), ("Id", id)))["certificatePem"]);
        Assert.Equal("ACTIVE", await StatusAsync(id));

        (await api.SendAsync("PUT", $"/certificates/{id}?newStatus=REVOKED")).Done();
        Assert.EndsWith("REVOKED, which is final.", (await RegisterAsync(replacing, ("Name", "by-id"), ("Id", id))).Refused(AwsErrorCode.ResourceRegistrationFailure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_its_PEM_a_certificate_of_a_registered_CA_is_registered_and_the_same_call_again_changes_nothing()
    {
        using var ca = new TestCa($"signer {Guid.NewGuid()}");
        var pem = ca.IssuePem("CN=by-pem");
        var template = Template(new { CertificatePem = new { Ref = "Pem" } });
        Assert.StartsWith("No registered CA certificate has signed", (await RegisterAsync(template, ("Name", "by-pem"), ("Pem", pem))).Refused(AwsErrorCode.ResourceRegistrationFailure), StringComparison.Ordinal);

        var caId = (await api.SendAsync("POST", "/cacertificate?setAsActive=true", JsonSerializer.Serialize(new { caCertificate = ca.Pem, certificateMode = "SNI_ONLY" })))["certificateId"];
        var first = await RegisterAsync(template, ("Name", "by-pem"), ("Pem", pem));
        Assert.Equal(pem, first["certificatePem"]);
        var id = first.Json.GetProperty("resourceArns").GetProperty("certificate").GetString()!.Split('/')[1];
        var described = (await api.SendAsync("GET", $"/certificates/{id}")).Json.GetProperty("certificateDescription");
        Assert.Equal((caId, "ACTIVE"), (described.GetProperty("caCertificateId").GetString(), described.GetProperty("status").GetString()));

        Assert.Equal(first.Body, (await RegisterAsync(template, ("Name", "by-pem"), ("Pem", pem))).Body);
    }

    [Fact]
    public async Task A_certificate_by_PEM_with_the_wrong_CA_is_refused()
    {
        using var ca = new TestCa($"right {Guid.NewGuid()}");
        using var other = new TestCa($"wrong {Guid.NewGuid()}");
        var template = Template(new { CertificatePem = new { Ref = "Pem" }, CACertificatePem = new { Ref = "Ca" } });
        Assert.Contains("is not registered", (await RegisterAsync(template, ("Name", "x"), ("Pem", ca.IssuePem("CN=x")), ("Ca", other.Pem))).Refused(AwsErrorCode.ResourceRegistrationFailure), StringComparison.Ordinal);
        Assert.Contains("not a PEM", (await RegisterAsync(template, ("Name", "x"), ("Pem", "x"), ("Ca", other.Pem))).Refused(AwsErrorCode.ResourceRegistrationFailure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_registration_writes_nothing_and_says_why()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest("CN=refused", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var before = (await api.SendAsync("GET", "/certificates?pageSize=250")).Body;
        var template = Template(new { CertificateSigningRequest = csr });
        var thing = template["Resources"]!["the thing"]!["Properties"]!;

        thing["ThingTypeName"] = "no-type";
        Assert.StartsWith("Thing type no-type does not exist", (await RegisterAsync(template, ("Name", "refused"))).Refused(AwsErrorCode.ResourceRegistrationFailure), StringComparison.Ordinal);
        thing.AsObject().Remove("ThingTypeName");
        thing["ThingGroups"] = new JsonArray("no-group");
        Assert.StartsWith("Thing group no-group does not exist", (await RegisterAsync(template, ("Name", "refused"))).Refused(AwsErrorCode.ResourceRegistrationFailure), StringComparison.Ordinal);
        thing.AsObject().Remove("ThingGroups");
        template["Resources"]!["policy"]!["Properties"] = new JsonObject { ["PolicyName"] = "no-policy" };
        Assert.StartsWith("Policy no-policy does not exist", (await RegisterAsync(template, ("Name", "refused"))).Refused(AwsErrorCode.ResourceRegistrationFailure), StringComparison.Ordinal);
        Assert.StartsWith("Cannot resolve reference value: Name.", (await RegisterAsync(template)).Refused(AwsErrorCode.ResourceRegistrationFailure), StringComparison.Ordinal);
        Assert.StartsWith(
            "The certificate signing request is refused",
            (await RegisterAsync(Template(new { CertificateSigningRequest = "x" }), ("Name", "refused"))).Refused(AwsErrorCode.ResourceRegistrationFailure),
            StringComparison.Ordinal);

        Assert.Equal(before, (await api.SendAsync("GET", "/certificates?pageSize=250")).Body);
        (await api.SendAsync("GET", "/things/refused")).Refused(AwsErrorCode.ResourceNotFound);
    }

    [Fact]
    public async Task An_override_of_FAIL_is_a_conflict()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        await api.SendAsync("POST", "/things/conflict");
        var template = Template(new { CertificateSigningRequest = csr });
        template["Resources"]!["the thing"]!["OverrideSettings"] = new JsonObject { ["AttributePayload"] = "FAIL" };

        (await RegisterAsync(template, ("Name", "conflict"))).Refused(AwsErrorCode.ResourceConflicts);
    }

    [Fact]
    public async Task A_bad_request_is_refused_before_anything_is_parsed()
    {
        Assert.Contains("'templateBody'", await RefuseAsync(new { parameters = new { a = "b" } }), StringComparison.Ordinal);
        Assert.Contains("less than or equal to 10240", await RefuseAsync(new { templateBody = new string(' ', 10_241) }), StringComparison.Ordinal);
        Assert.Contains("less than or equal to 2048", await RefuseAsync(new { templateBody = "{}", parameters = new Dictionary<string, string> { [new('n', 2_049)] = "" } }), StringComparison.Ordinal);
        Assert.Contains("less than or equal to 4096", await RefuseAsync(new { templateBody = "{}", parameters = new { a = new string('v', 4_097) } }), StringComparison.Ordinal);
        Assert.Contains("parameters.'a'", await RefuseAsync(new { templateBody = "{}", parameters = new { a = (string?)null } }), StringComparison.Ordinal);
        Assert.StartsWith("Invalid registration template. Template format error: JSON not well-formed with location of", await RefuseAsync(new { templateBody = "{'Resources': {}}" }), StringComparison.Ordinal);
        Assert.StartsWith("Invalid registration template. A certificate must have exactly one of", await RefuseAsync(new { templateBody = Template(new { }).ToJsonString() }), StringComparison.Ordinal);

        // At the bounds only the template is at fault.
        var atBounds = new { templateBody = "{}" + new string(' ', 10_238), parameters = new Dictionary<string, string> { [new('n', 2_048)] = new('v', 4_096) } };
        Assert.StartsWith("Invalid registration template. There are no Resources.", await RefuseAsync(atBounds), StringComparison.Ordinal);
    }

    static JsonObject Template(object certificate, object? overrides = null)
    {
        var template = JsonSerializer.SerializeToNode(new
        {
            Parameters = new { Name = new { Type = "String" } },
            Resources = new
            {
                thing = new { Type = "AWS::IoT::Thing", Properties = new { ThingName = new { Ref = "Name" }, AttributePayload = new { version = "v1" } } },
                certificate = new { Type = "AWS::IoT::Certificate", Properties = certificate, OverrideSettings = overrides ?? new { } },
                policy = new { Type = "AWS::IoT::Policy", Properties = new { PolicyDocument = Allow } },
            },
        })!.AsObject();

        // A logical name may be anything.
        var resources = template["Resources"]!.AsObject();
        resources["the thing"] = resources["thing"]!.DeepClone();
        resources.Remove("thing");
        return template;
    }

    Task<Answer> RegisterAsync(JsonObject template, params (string Name, string Value)[] parameters) => SendAsync(
        new { templateBody = template.ToJsonString(), parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value) });

    async Task<string> RefuseAsync(object request) => (await SendAsync(request)).Refused(AwsErrorCode.InvalidRequest);

    Task<Answer> SendAsync(object request) => api.SendAsync("POST", "/things", JsonSerializer.Serialize(request));

    async Task<string?> StatusAsync(string id) =>
        (await api.SendAsync("GET", $"/certificates/{id}")).Json.GetProperty("certificateDescription").GetProperty("status").GetString();
}
