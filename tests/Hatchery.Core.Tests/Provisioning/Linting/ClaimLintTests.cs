using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Provisioning.Linting;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Provisioning.Linting;

public sealed class ClaimLintTests
{
    const string Arn = "arn:aws:iot:us-east-1:000000000000:";

    static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly DeviceCertificate Active = new()
    {
        Id = new CertificateId(new string('a', 64)),
        Pem = "",
        Status = CertificateStatus.Active,
        CreatedAt = Now,
        ModifiedAt = Now,
        NotBefore = Now,
        NotAfter = Now.AddYears(10),
    };

    static readonly LintedClaim Sound = new(Active, [Version("claim", ClaimPolicy("fleet"))], [], [Template("fleet")], new AwsAccount("us-east-1", "000000000000"), Now);

    [Fact]
    public void A_sound_claim_has_nothing_wrong() => Assert.Empty(ClaimLint.Check(Sound));

    [Fact]
    public void An_inactive_claim_lets_nobody_in() =>
        Assert.Equal("claim-not-active", Only(Sound with { Certificate = Active with { Status = CertificateStatus.Inactive } }).Rule);

    [Theory]
    [InlineData(-1, ProblemSeverity.Error, "expired at 2029-12-31")]
    [InlineData(30, ProblemSeverity.Warning, "in 30 days")]
    public void The_end_of_its_time_is_told(int days, ProblemSeverity severity, string text)
    {
        var problem = Only(Sound with { Certificate = Active with { NotAfter = Now.AddDays(days) } });
        Assert.Equal(("claim-expires", severity), (problem.Rule, problem.Severity));
        Assert.Contains(text, problem.Message);
        Assert.Empty(ClaimLint.Check(Sound with { Certificate = Active with { NotAfter = Now.AddDays(31) } }));
    }

    [Fact]
    public void A_claim_of_a_thing_is_a_mistake() =>
        Assert.Contains("sensor-1", Only(Sound with { Things = [new ThingName("sensor-1")] }).Message);

    [Fact]
    public void A_template_that_is_spelt_otherwise_is_named()
    {
        var problem = Only(Sound with { Templates = [Template("fleeet")] });
        Assert.Equal("claim-fits-no-template", problem.Rule);
        Assert.Contains("name 'fleet', and no such template exists. Did you mean 'fleeet'?", problem.Message);
    }

    [Fact]
    public void A_disabled_template_is_a_warning()
    {
        var problem = Only(Sound with { Templates = [Template("fleet") with { Enabled = false }] });
        Assert.Equal(("claim-fits-no-template", ProblemSeverity.Warning), (problem.Rule, problem.Severity));
        Assert.Contains("is disabled", problem.Message);
    }

    [Fact]
    public void A_further_policy_that_gives_more_is_an_error()
    {
        var more = Version("fleet", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Publish","Resource":"{{Arn}}topic/a"}]}""");
        var problem = Only(Sound with { Documents = [.. Sound.Documents, more] });
        Assert.Equal(("claim-has-further-policies", "policies.fleet"), (problem.Rule, problem.Path));
    }

    [Fact]
    public void A_Deny_of_a_further_policy_counts()
    {
        var deny = Version("deny", """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iot:Publish","Resource":"*"}]}""");
        Assert.Equal(["claim-cannot-create", "claim-fits-no-template"], ClaimLint.Check(Sound with { Documents = [.. Sound.Documents, deny] }).Select(problem => problem.Rule));
    }

    [Fact]
    public void A_claim_without_Connect_is_an_error() =>
        Assert.Equal("claim-cannot-connect", Only(Sound with { Documents = [Version("claim", ClaimPolicy("fleet").Replace("iot:Connect", "iot:Receive", StringComparison.Ordinal))] }).Rule);

    static Problem Only(LintedClaim claim) => Assert.Single(ClaimLint.Check(claim));

    static ClaimDocument Version(string name, string document) => ClaimDocument.Of(new PolicyVersion(new PolicyName(name), "1", document, true, Now));

    static ProvisioningTemplate Template(string name) => new(new TemplateName(name), null, true, "arn:aws:iam::000000000000:role/r", null, "FLEET_PROVISIONING", 1, Now, Now);

    static string ClaimPolicy(string template) => $$"""
        {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"iot:Connect","Resource":"{{Arn}}client/*"},
        {"Effect":"Allow","Action":["iot:Publish","iot:Receive"],"Resource":["{{Arn}}topic/$aws/certificates/create/*","{{Arn}}topic/$aws/provisioning-templates/{{template}}/provision/*"]}]}
        """;
}
