using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.EndToEnd.Gateway;

namespace Hatchery.EndToEnd.Causes;

/// <summary>Connections with certificates that admit none.</summary>
static class CertificateCases
{
    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("certificate-unknown", "never registered", world => DialAsync(world, world.SelfSigned())),
        new("certificate-ca-unregistered", "of a CA that nobody registered", world => DialAsync(world, OfAnotherCa(world))),
        new("certificate-inactive", "deactivated", world => WithStatusAsync(world, "INACTIVE")),
        new("certificate-revoked", "revoked", world => WithStatusAsync(world, "REVOKED")),
        new("certificate-expired", "past its notAfter", async world =>
            await DialAsync(world, await world.CertificateAsync(CauseWorld.Anything, notBefore: DateTimeOffset.UtcNow.AddDays(-9), notAfter: DateTimeOffset.UtcNow.AddDays(-2)))),
        new("certificate-not-yet-valid", "before its notBefore", async world =>
            await DialAsync(world, await world.CertificateAsync(CauseWorld.Anything, notBefore: DateTimeOffset.UtcNow.AddDays(2)))),
        new("certificate-lost-active", "deactivated while connected", LostWhileConnectedAsync),
    ];

    static async Task<Met> DialAsync(CauseWorld world, TestCertificate certificate)
    {
        await using var device = await RawDevice.OpenAsync(world.Server, certificate, 4);
        Assert.Equal(RawPacket.End, await device.ReceiveAsync());
        return new Met(certificate.Id);
    }

    static async Task<Met> WithStatusAsync(CauseWorld world, string status)
    {
        var certificate = await world.CertificateAsync(CauseWorld.Anything);
        await world.SetStatusAsync(certificate, status);
        return await DialAsync(world, certificate) with { What = certificate.Id[..12] };
    }

    static async Task<Met> LostWhileConnectedAsync(CauseWorld world)
    {
        var certificate = await world.CertificateAsync(CauseWorld.Anything);
        await using var device = await RawDevice.ConnectAsync(world.Server, certificate, 4, world.Name("lost"));
        await world.SetStatusAsync(certificate, "INACTIVE");
        Assert.Equal(RawPacket.End, await device.ReceiveAsync());
        return new Met(certificate.Id);
    }

    static TestCertificate OfAnotherCa(CauseWorld world)
    {
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Another CA", caKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var ca = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issued = new CertificateRequest("CN=device of another CA", key, HashAlgorithmName.SHA256)
            .Create(ca, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3, 4]);
        return world.Written(issued.CopyWithPrivateKey(key));
    }
}
