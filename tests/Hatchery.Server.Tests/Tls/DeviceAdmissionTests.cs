using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Core.Certificates;

namespace Hatchery.Server.Tests.Tls;

public sealed class DeviceAdmissionTests : IAsyncLifetime
{
    DeviceServer server = null!;

    public async ValueTask InitializeAsync() => server = await DeviceServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(CertificateStatus.PendingActivation, "PENDING_ACTIVATION")]
    [InlineData(CertificateStatus.Inactive, "INACTIVE")]
    [InlineData(CertificateStatus.Revoked, "REVOKED")]
    [InlineData(CertificateStatus.RegisterInactive, "REGISTER_INACTIVE")]
    [InlineData(CertificateStatus.PendingTransfer, "PENDING_TRANSFER")]
    [InlineData(null, "not registered")]
    public async Task A_certificate_that_is_not_ACTIVE_is_closed_before_MQTT_and_the_reason_logged(CertificateStatus? status, string reason)
    {
        using var device = await server.DeviceAsync(status);
        await using var tls = await server.ConnectAsync(server.MqttPort, device);

        Assert.Equal("", await DeviceServer.GreetingAsync(tls));
        Assert.Empty(server.Principals);
        var line = await server.LogAsync();
        Assert.Contains(reason, line);
        Assert.Contains(CertificateId.Of(device.RawData).Value[..12], line);
    }

    [Fact]
    public async Task An_expired_certificate_is_closed()
    {
        using var device = await server.DeviceAsync(notAfter: TimeProvider.System.GetUtcNow().AddSeconds(-1));
        await using var tls = await server.ConnectAsync(server.MqttPort, device);

        Assert.Equal("", await DeviceServer.GreetingAsync(tls));
        Assert.Contains("expired", await server.LogAsync());
    }

    [Fact]
    public async Task A_certificate_not_yet_valid_is_closed()
    {
        using var device = await server.DeviceAsync(notBefore: TimeProvider.System.GetUtcNow().AddHours(1));
        await using var tls = await server.ConnectAsync(server.MqttPort, device);

        Assert.Equal("", await DeviceServer.GreetingAsync(tls));
        Assert.Contains("valid only from", await server.LogAsync());
    }

    [Fact]
    public async Task A_client_without_a_certificate_is_closed()
    {
        await using var tls = await server.ConnectAsync(server.MqttPort, device: null);

        Assert.Equal("", await DeviceServer.GreetingAsync(tls));
        Assert.Contains("no client certificate", await server.LogAsync());
    }

    [Fact]
    public async Task A_certificate_of_any_issuer_will_do_once_it_is_registered()
    {
        using var selfSigned = SelfSigned();
        await server.Registry.TransactAsync(
            tx =>
            {
                tx.Certificates.Insert(Registered(selfSigned));
                return true;
            },
            TestContext.Current.CancellationToken);
        await using var tls = await server.ConnectAsync(server.MqttPort, selfSigned);

        Assert.Equal(CertificateId.Of(selfSigned.RawData).Value, await DeviceServer.GreetingAsync(tls));
    }

    static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=own", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }

    static DeviceCertificate Registered(X509Certificate2 certificate) => new()
    {
        Id = CertificateId.Of(certificate.RawData),
        Pem = certificate.ExportCertificatePem() + "\n",
        Status = CertificateStatus.Active,
        Mode = "SNI_ONLY",
        CreatedAt = DateTimeOffset.UnixEpoch,
        ModifiedAt = DateTimeOffset.UnixEpoch,
        NotBefore = new DateTimeOffset(certificate.NotBefore),
        NotAfter = new DateTimeOffset(certificate.NotAfter),
    };
}
