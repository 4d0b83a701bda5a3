using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.LifeCycles;

/// <summary>What cases refer to as <c>${name}</c>: where they are lived, and certificates, which only a key can make.</summary>
static class LifeVariables
{
    public static async Task<JsonObject> MakeAsync(HatcheryServer server)
    {
        using var caKey = NewKey();
        using var otherKey = NewKey();
        using var ca = Authority(caKey, "Life CA");
        using var other = Authority(otherKey, "Other CA");
        return new JsonObject
        {
            ["account"] = server.Info.Account,
            ["region"] = server.Info.Region,
            ["arn"] = $"arn:aws:iot:{server.Info.Region}:{server.Info.Account}",
            ["caPem"] = ca.ExportCertificatePem(),
            ["caId"] = IdOf(ca),
            ["proofPem"] = Issued(ca, await RegistrationCodeAsync(server)),
            ["wrongProofPem"] = Issued(ca, "somebody"),
            ["otherCaPem"] = other.ExportCertificatePem(),
            ["devicePem"] = Issued(ca, "device"),
            ["strangerPem"] = Issued(other, "stranger"),
            ["selfSignedPem"] = Authority(otherKey, "self").ExportCertificatePem(),
            ["csr"] = Request(otherKey, "csr").CreateSigningRequestPem(),
        };
    }

    static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    static CertificateRequest Request(ECDsa key, string name) => new($"CN={name}", key, HashAlgorithmName.SHA256);

    static string IdOf(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));

    static X509Certificate2 Authority(ECDsa key, string name)
    {
        var request = Request(key, name);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    static string Issued(X509Certificate2 authority, string name)
    {
        using var key = NewKey();
        using var certificate = Request(key, name).Create(authority, new DateTimeOffset(authority.NotBefore), new DateTimeOffset(authority.NotAfter), RandomNumberGenerator.GetBytes(8));
        return certificate.ExportCertificatePem();
    }

    static async Task<string> RegistrationCodeAsync(HatcheryServer server)
    {
        using var api = new AwsApiClient(ApiTarget.Of(server.Info, IPAddress.Loopback), TimeProvider.System);
        return (await api.IotAsync(HttpMethod.Get, "/registrationcode", [], TestContext.Current.CancellationToken))["registrationCode"]!.GetValue<string>();
    }
}
