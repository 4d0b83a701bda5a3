using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.EndToEnd.Gateway;

namespace Hatchery.EndToEnd.Causes;

/// <summary>Connections of <c>mosquitto_pub</c> with certificates that admit none.</summary>
static class CertificateCases
{
    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("certificate-unknown", "never registered", world => DialAsync(world, world.SelfSigned())),
        new("certificate-inactive", "deactivated", world => WithStatusAsync(world, "INACTIVE")),
        new("certificate-revoked", "revoked", world => WithStatusAsync(world, "REVOKED")),
        new("certificate-expired", "past its notAfter", async world =>
            await DialAsync(world, await world.CertificateAsync(CauseWorld.Anything, notBefore: DateTimeOffset.UtcNow.AddDays(-9), notAfter: DateTimeOffset.UtcNow.AddDays(-2)))),
        new("certificate-not-yet-valid", "before its notBefore", async world =>
            await DialAsync(world, await world.CertificateAsync(CauseWorld.Anything, notBefore: DateTimeOffset.UtcNow.AddDays(2)))),
        new("certificate-pending-activation", "created, and RegisterThing left out", PendingAsync),
        new("certificate-pending-transfer", "given to another account", PendingTransferAsync),
        new("certificate-claim-expired", "of a trusted user, after its five minutes", ClaimExpiredAsync),
        new("certificate-lost-active", "deactivated while connected", LostWhileConnectedAsync),
    ];

    internal static async Task<Met> DialAsync(CauseWorld world, TestCertificate certificate)
    {
        await world.RefusedPubAsync(certificate);
        return new Met(certificate.Id);
    }

    static async Task<Met> WithStatusAsync(CauseWorld world, string status)
    {
        var certificate = await world.CertificateAsync(CauseWorld.Anything);
        await world.SetStatusAsync(certificate, status);
        return await DialAsync(world, certificate) with { What = certificate.Id[..12] };
    }

    static async Task<Met> PendingAsync(CauseWorld world)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest("CN=early", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var created = await world.AskAsync(world.Name("early"), "$aws/certificates/create-from-csr/json", "accepted", JsonSerializer.Serialize(new { certificateSigningRequest = csr }));
        using var issued = X509Certificate2.CreateFromPem(created.GetProperty("certificatePem").GetString());
        return await DialAsync(world, world.Written(issued.CopyWithPrivateKey(key)));
    }

    /// <summary>No operation transfers certificates, so a registry of a version that does is imitated.</summary>
    static async Task<Met> PendingTransferAsync(CauseWorld world)
    {
        var certificate = await world.CertificateAsync(CauseWorld.Anything);
        await world.AgeAsync($"UPDATE certificates SET status = 'PENDING_TRANSFER' WHERE certificate_id = '{certificate.Id}'");
        return await DialAsync(world, certificate);
    }

    /// <summary>A trusted user's claim, of five minutes.</summary>
    internal static async Task<TestCertificate> TemporaryClaimAsync(CauseWorld world)
    {
        var claim = await world.IotAsync("create_provisioning_claim", new JsonObject { ["templateName"] = await world.TemplateAsync("") });
        var id = claim["certificateId"]!.GetValue<string>();
        var file = Path.Combine(world.Server.Folder, id[..16]);
        await File.WriteAllTextAsync(file + ".pem", claim["certificatePem"]!.GetValue<string>());
        await File.WriteAllTextAsync(file + ".key", claim["keyPair"]!["PrivateKey"]!.GetValue<string>());
        return new TestCertificate(id, "", X509Certificate2.CreateFromPemFile(file + ".pem", file + ".key"), file + ".pem", file + ".key");
    }

    static async Task<Met> ClaimExpiredAsync(CauseWorld world)
    {
        var claim = await TemporaryClaimAsync(world);
        await world.AgeAsync($"UPDATE provisioning_claims SET expires_at = expires_at - 300000 WHERE certificate_id = '{claim.Id}'");
        return await DialAsync(world, claim);
    }

    static async Task<Met> LostWhileConnectedAsync(CauseWorld world)
    {
        var certificate = await world.CertificateAsync(CauseWorld.Anything);
        await using var device = await RawDevice.ConnectAsync(world.Server, certificate, 4, world.Name("lost"));
        await world.SetStatusAsync(certificate, "INACTIVE");
        Assert.Equal(RawPacket.End, await device.ReceiveAsync());
        return new Met(certificate.Id);
    }
}
