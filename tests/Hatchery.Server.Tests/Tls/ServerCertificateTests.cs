using Hatchery.Server.Certificates;
using Hatchery.Server.Tests.Certificates;
using Hatchery.Server.Tls;

namespace Hatchery.Server.Tests.Tls;

public sealed class ServerCertificateTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly ManualTime time = new();
    readonly HatcheryOptions options;
    readonly CertificateAuthorities cas;

    public ServerCertificateTests()
    {
        options = new HatcheryOptions { DataFolder = folder.Path, Hostnames = ["iot.example.com", "10.1.2.3", "::1"] };
        cas = CertificateAuthorities.LoadOrCreate(options, time);
    }

    public void Dispose()
    {
        cas.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Is_signed_by_the_root_for_the_configured_names_and_addresses()
    {
        ServerCertificate.LoadOrCreate(options, cas.Root, time);

        var file = folder.File("server/server.pem");
        Assert.Contains("OK", OpenSsl.Run($"verify -CAfile {cas.RootFile} -purpose sslserver -attime {time.Now.ToUnixTimeSeconds()} {file}"));
        Assert.Contains("DNS:iot.example.com, IP Address:10.1.2.3, IP Address:0:0:0:0:0:0:0:1", OpenSsl.Run($"x509 -noout -ext subjectAltName -in {file}"));
        Assert.Contains("CN = iot.example.com", OpenSsl.Run($"x509 -noout -subject -in {file}"));
    }

    [Fact]
    public void Stays_the_same_over_a_restart()
    {
        var first = Start(options);

        Assert.Equal(first, Start(options with { Hostnames = ["10.1.2.3", "IOT.example.com", "0:0::1"] }));
    }

    [Fact]
    public void Is_made_again_for_other_names()
    {
        var first = Start(options);

        Assert.NotEqual(first, Start(options with { Hostnames = ["iot.example.com"] }));
    }

    [Fact]
    public void Is_made_again_under_another_root()
    {
        var first = Start(options);
        Directory.Delete(folder.File("ca"), recursive: true);
        using var others = CertificateAuthorities.LoadOrCreate(options, time);

        var second = ServerCertificate.LoadOrCreate(options, others.Root, time).Current.TargetCertificate;

        Assert.NotEqual(first, second.Thumbprint);
    }

    [Fact]
    public void Is_made_again_thirty_days_before_its_end_at_a_start_or_while_running()
    {
        var running = ServerCertificate.LoadOrCreate(options, cas.Root, time);
        var first = running.Current.TargetCertificate;

        time.Now = new DateTimeOffset(first.NotAfter).AddDays(-30).AddSeconds(-1);
        Assert.Equal(first.Thumbprint, Start(options));
        Assert.Equal(first.Thumbprint, running.Current.TargetCertificate.Thumbprint);

        time.Now = time.Now.AddSeconds(2);
        var renewed = running.Current.TargetCertificate;
        Assert.NotEqual(first.Thumbprint, renewed.Thumbprint);
        Assert.Same(renewed, running.Current.TargetCertificate);
        Assert.Equal(renewed.Thumbprint, Start(options));
    }

    [Fact]
    public void An_operators_own_is_shown_as_it_is()
    {
        var (certificate, key) = (folder.File("own.pem"), folder.File("own.key"));
        OpenSsl.Run($"req -x509 -newkey rsa:2048 -nodes -keyout {key} -out {certificate} -subj /CN=own.example -days 1");

        var own = ServerCertificate.LoadOrCreate(options with { ServerCertificateFile = certificate, ServerKeyFile = key }, cas.Root, TimeProvider.System);

        Assert.Equal("CN=own.example", own.Current.TargetCertificate.Subject);
        Assert.False(File.Exists(folder.File("server/server.pem")));
    }

    [Fact]
    public void An_operators_own_that_is_missing_is_named()
    {
        var e = Assert.Throws<InvalidDataException>(() =>
            ServerCertificate.LoadOrCreate(options with { ServerCertificateFile = "/no/such.pem", ServerKeyFile = "/no/such.key" }, cas.Root, time));
        Assert.Contains("/no/such.pem", e.Message);
    }

    [Fact]
    public void Is_renewed_while_running_even_where_it_cannot_be_written()
    {
        var running = ServerCertificate.LoadOrCreate(options, cas.Root, time);
        var first = running.Current.TargetCertificate;
        Directory.Delete(folder.File("server"), recursive: true);
        File.WriteAllText(folder.File("server"), "in the way");

        time.Now = new DateTimeOffset(first.NotAfter).AddDays(-29);
        var renewed = running.Current.TargetCertificate;

        Assert.NotEqual(first.Thumbprint, renewed.Thumbprint);
        Assert.Same(renewed, running.Current.TargetCertificate);
    }

    [Fact]
    public void An_operators_chain_with_a_broken_certificate_is_named()
    {
        var (certificate, key) = (folder.File("own.pem"), folder.File("own.key"));
        OpenSsl.Run($"req -x509 -newkey rsa:2048 -nodes -keyout {key} -out {certificate} -subj /CN=own.example -days 1");
        File.AppendAllText(certificate, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        var e = Assert.Throws<InvalidDataException>(() => Start(options with { ServerCertificateFile = certificate, ServerKeyFile = key }));
        Assert.Contains(certificate, e.Message);
    }

    string Start(HatcheryOptions with) => ServerCertificate.LoadOrCreate(with, cas.Root, time).Current.TargetCertificate.Thumbprint;
}
