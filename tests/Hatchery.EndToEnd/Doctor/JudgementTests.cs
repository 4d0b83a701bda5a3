using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Cli.Doctor;
using Hatchery.Cli.Doctor.Checks;
using Hatchery.Device.Tests;

namespace Hatchery.EndToEnd.Doctor;

/// <summary>What the checks make of what they see, without a server.</summary>
public sealed class JudgementTests
{
    static readonly DateTimeOffset Now = new(2030, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "Ok", "agree")]
    [InlineData(29, "Ok", "agree")]
    [InlineData(-31, "Warning", "31 s behind")]
    [InlineData(31, "Warning", "31 s ahead of")]
    [InlineData(299, "Warning", "5 min ahead of")]
    [InlineData(301, "Problem", "5 min ahead of")]
    [InlineData(-86_400, "Problem", "24 h behind")]
    public void A_clock_that_is_off_is_told_by_how_much(int seconds, string verdict, string says)
    {
        var finding = Clock.Judge(TimeSpan.FromSeconds(seconds));

        Assert.Equal(verdict, $"{finding.Verdict}");
        Assert.Contains(says, finding.What);
    }

    [Fact]
    public void An_unknown_time_is_not_judged() => Assert.Equal(Verdict.Skipped, Clock.Judge(null).Verdict);

    [Theory]
    [InlineData("iot.example.com", true)]
    [InlineData("IOT.example.COM", true)]
    [InlineData("a.fleet.example.com", true)]
    [InlineData("a.b.fleet.example.com", false)]
    [InlineData("192.0.2.1", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("192.0.2.2", false)]
    [InlineData("192.0.2.9", false)]   // there as a DNS entry only
    [InlineData("common.example.com", false)]   // there as a common name only
    public void Names_are_matched_as_TLS_clients_do(string host, bool matches)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("iot.example.com");
        names.AddDnsName("*.fleet.example.com");
        names.AddDnsName("192.0.2.9");
        names.AddIpAddress(IPAddress.Parse("192.0.2.1"));
        names.AddIpAddress(IPAddress.Parse("2001:db8::1"));
        using var certificate = Certificate(Now.AddDays(-1), Now.AddDays(1), names.Build());

        var finding = ServerName.Judge(certificate, host, "hatchery");

        Assert.Equal(matches ? Verdict.Ok : Verdict.Problem, finding.Verdict);
        if (!matches)
        {
            Assert.Contains($"--hostname {host}", finding.Fix);
        }
    }

    [Theory]
    [InlineData(-10, 100, "Ok", "valid until")]
    [InlineData(-10, 13, "Warning", "ends on 2030-06-14")]
    [InlineData(-10, -1, "Problem", "expired on 2030-05-31")]
    [InlineData(1, 10, "Problem", "valid only from 2030-06-02 12:00")]
    public void Dates_of_the_server_certificate_are_judged(int from, int until, string verdict, string says)
    {
        using var certificate = Certificate(Now.AddDays(from), Now.AddDays(until));

        var finding = ServerDates.Judge(new BundledCertificate("", certificate), [], Now);

        Assert.Equal(verdict, $"{finding.Verdict}");
        Assert.Contains(says, finding.What);
    }

    [Fact]
    public void An_expired_root_CA_is_told_by_its_file()
    {
        using var server = Certificate(Now.AddDays(-1), Now.AddDays(90));
        using var root = Certificate(Now.AddDays(-9), Now.AddDays(-2));

        var finding = ServerDates.Judge(new BundledCertificate("", server), [new BundledCertificate("AmazonRootCA1.pem", root)], Now);

        Assert.Equal(Verdict.Problem, finding.Verdict);
        Assert.Contains("AmazonRootCA1.pem expired on 2030-05-30", finding.What);
    }

    [Fact]
    public void Trust_is_by_the_roots_given_and_by_no_other()
    {
        using var pki = new TestPki();
        using var other = new TestPki();
        using var root = X509Certificate2.CreateFromPem(pki.RootPem);
        using var otherRoot = X509Certificate2.CreateFromPem(other.RootPem);
        var seen = new Handshake("", pki.Server, [], null);

        Assert.True(RootCa.Trusts(seen, [root], X509ChainTrustMode.CustomRootTrust));
        Assert.False(RootCa.Trusts(seen, [otherRoot], X509ChainTrustMode.CustomRootTrust));
        Assert.False(RootCa.Trusts(seen, [], X509ChainTrustMode.CustomRootTrust));
    }

    [Fact]
    public void One_way_to_a_certificate_is_enough_and_the_answers_count()
    {
        Denial publish = new("iot:Publish", "topic/p", "nothing allows it", []), subscribe = new("iot:Subscribe", "topicfilter/s", "nothing allows it", ["Did you mean x?"]), receive = new("iot:Receive", "topic/r", "nothing allows it", []);

        Assert.Equal("Keys and Csr", Judge([], []).What);
        Assert.Equal("Csr only", Judge([publish], []).What);
        Assert.Equal((Verdict.Warning, true), Of(Judge([publish], [receive]), "topic/r"));
        Assert.Equal((Verdict.Problem, true), Of(Judge([publish, receive], [subscribe]), "Csr: iot:Subscribe on topicfilter/s is denied: nothing allows it"));
        Assert.Equal("Did you mean x?", Judge([publish, receive], [subscribe]).Fix);

        static Finding Judge(IReadOnlyList<Denial> keys, IReadOnlyList<Denial> csr) => CreateRights.Judge([("Keys", keys), ("Csr", csr)]);
        static (Verdict, bool) Of(Finding finding, string says) => (finding.Verdict, finding.What.Contains(says, StringComparison.Ordinal));
    }

    static X509Certificate2 Certificate(DateTimeOffset from, DateTimeOffset until, X509Extension? names = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=common.example.com", key, HashAlgorithmName.SHA256);
        if (names is not null)
        {
            request.CertificateExtensions.Add(names);
        }

        return request.CreateSelfSigned(from, until);
    }
}
