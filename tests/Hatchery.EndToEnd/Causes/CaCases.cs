using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Hatchery.EndToEnd.Gateway;

namespace Hatchery.EndToEnd.Causes;

/// <summary>Devices with certificates of an operator's own CA, in each of its states, and just-in-time registration.</summary>
static class CaCases
{
    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("certificate-ca-unregistered", "of a CA that nobody registered", world => WithCaAsync(world, "Unregistered", _ => Task.CompletedTask)),
        new("certificate-ca-inactive", "registered and not activated", world => WithCaAsync(world, "Inactive", ca => RegisterAsync(world, ca, isActive: false))),
        new("certificate-ca-no-auto-registration", "active, but registers none", world => WithCaAsync(world, "Manual", ca => RegisterAsync(world, ca, registers: false))),
        new("certificate-ca-expired", "expired since", ExpiredAsync),
        new("certificate-awaits-activation", "registered just in time, without a template", world => WithCaAsync(world, "Waiting", ca => RegisterAsync(world, ca))),
        new("template-subject-field", "a subject without organization", world => WithCaAsync(world, "Template", ca => RegisterAsync(world, ca, template: Template))),
    ];

    const string Template = """
        {"Parameters":{"AWS::IoT::Certificate::Organization":{"Type":"String"},"AWS::IoT::Certificate::Id":{"Type":"String"}},
         "Resources":{"thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Ref":"AWS::IoT::Certificate::Organization"}}},
           "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"},"Status":"ACTIVE"}}}}
        """;

    static async Task<Met> WithCaAsync(CauseWorld world, string name, Func<X509Certificate2, Task> register)
    {
        using var ca = Ca(name, DateTimeOffset.UtcNow.AddDays(30));
        await register(ca);
        return await CertificateCases.DialAsync(world, Issue(world, ca));
    }

    static async Task<Met> ExpiredAsync(CauseWorld world)
    {
        var end = DateTimeOffset.UtcNow.AddSeconds(5);
        using var ca = Ca("Expired", end);
        var device = Issue(world, ca);
        await RegisterAsync(world, ca);
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        return await CertificateCases.DialAsync(world, device);
    }

    static Task<JsonObject> RegisterAsync(CauseWorld world, X509Certificate2 ca, bool isActive = true, bool registers = true, string? template = null)
    {
        var request = new JsonObject
        {
            ["caCertificate"] = ca.ExportCertificatePem(),
            ["certificateMode"] = "SNI_ONLY",
            ["setAsActive"] = isActive,
            ["allowAutoRegistration"] = registers,
        };
        if (template is not null)
        {
            request["registrationConfig"] = new JsonObject { ["templateBody"] = template, ["roleArn"] = $"arn:aws:iam::{world.Server.Info.Account}:role/case" };
        }

        return world.IotAsync("register_ca_certificate", request);
    }

    static X509Certificate2 Ca(string name, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name} CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), end);
    }

    static TestCertificate Issue(CauseWorld world, X509Certificate2 ca)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(ca, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var caKey = ca.GetECDsaPrivateKey()!;
        var issued = request.Create(ca.SubjectName, X509SignatureGenerator.CreateForECDsa(caKey), DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return world.Written(issued.CopyWithPrivateKey(key));
    }
}
