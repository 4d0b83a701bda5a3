using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hatchery.EndToEnd.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hatchery.EndToEnd.ClaimFlow;

/// <summary>
/// An <c>https://</c> hook whose certificate a private CA made. 1. the CA and the target; 2. a server started with <c>SSL_CERT_FILE</c>
/// and a secret; 3. the user's set-up by aws, its template given the URL; 4. a device.
/// </summary>
public sealed class HookOverTlsTests
{
    const string Secret = "not told to anyone";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_target_of_a_private_CA_is_trusted_by_SSL_CERT_FILE_and_asked_with_a_signature()
    {
        Assert.SkipUnless(AwsCli.Installed.Any(), "aws is not installed");
        var folder = Directory.CreateTempSubdirectory("hatchery-hook-tls-").FullName;
        try
        {
            var (caFile, secretFile) = (Path.Combine(folder, "hook-ca.pem"), Path.Combine(folder, "secret"));
            using var certificate = MakeCertificate(caFile);
            await File.WriteAllTextAsync(secretFile, Secret + "\n", Ct);
            await using var target = await StartTargetAsync(certificate);
            var url = target.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/judge";
            await using var server = await HatcheryServer.StartAsync(null, new Dictionary<string, string> { ["SSL_CERT_FILE"] = caFile }, "--hook-secret-file", secretFile);
            var seed = await Seed.MakeAsync(server, await AwsCli.ForAsync(server));
            await seed.Aws.RunAsync("iot", "update-provisioning-template", "--template-name", Seed.Template, "--pre-provisioning-hook", $"targetArn={url}");
            Assert.Equal(Seed.Prefix + "signed", (await Devices.ProvisionAsync(Devices.Options(seed, "sent"))).ThingName);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static X509Certificate2 MakeCertificate(string caFile)
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var caRequest = new CertificateRequest("CN=the operator's own CA", caKey, HashAlgorithmName.SHA256);
        caRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var ca = caRequest.CreateSelfSigned(from, to);
        File.WriteAllText(caFile, ca.ExportCertificatePem());

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=hook", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(ca, from, to, [1, 2, 3]);
        return issued.CopyWithPrivateKey(key);
    }

    static async Task<WebApplication> StartTargetAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync(Ct);
        return app;
    }

    /// <summary>Gives a device another serial number when the call carries our secret's signature.</summary>
    static async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var expected = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body.ToArray()));
        var isOurs = context.Request.Headers["X-Hatchery-Signature"] == expected;
        await context.Response.WriteAsync(isOurs ? """{"allowProvisioning":true,"parameterOverrides":{"SerialNumber":"signed"}}""" : """{"allowProvisioning":false}""");
    }
}
