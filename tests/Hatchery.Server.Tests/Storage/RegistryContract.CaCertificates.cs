using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    static readonly TemplateName JustInTime = new("just-in-time");

    [Fact]
    public async Task A_CA_comes_back_as_it_was_stored()
    {
        RegistrationConfig?[] configs = [null, new("{}", null, "role"), new(null, JustInTime, null)];
        foreach (var (config, n) in configs.Select((config, n) => (config, n)))
        {
            var ca = Ca(n) with { Registration = config, Mode = "SNI_ONLY", AllowsAutoRegistration = n == 1 };
            await Write(tx => tx.CaCertificates.Insert(ca));
            Assert.Equal(ca, await Read(tx => tx.CaCertificates.Find(Id(n))));
        }

        Assert.Null(await Read(tx => tx.CaCertificates.Find(Id(9))));
    }

    [Fact]
    public async Task A_CA_id_is_taken_once()
    {
        await Write(tx => tx.CaCertificates.Insert(Ca(1)));
        await Refused(tx => tx.CaCertificates.Insert(Ca(1)), AwsErrorCode.ResourceAlreadyExists);
    }

    [Fact]
    public async Task A_CA_is_updated_and_deleted()
    {
        await Write(tx => tx.CaCertificates.Insert(Ca(1)));
        var updated = Ca(1) with
        {
            IsActive = false,
            AllowsAutoRegistration = true,
            Registration = new RegistrationConfig("{}", null, "role"),
            ModifiedAt = Now.AddSeconds(1),
        };
        await Write(tx => tx.CaCertificates.Update(updated));
        Assert.Equal(updated, await Read(tx => tx.CaCertificates.Find(Id(1))));

        Assert.True(await Write(tx => tx.CaCertificates.Delete(Id(1))));
        Assert.False(await Write(tx => tx.CaCertificates.Delete(Id(1))));
        Assert.Null(await Read(tx => tx.CaCertificates.Find(Id(1))));
    }

    [Fact]
    public async Task CAs_are_found_by_their_subject_oldest_first()
    {
        await Write(tx => Array.ForEach([Ca(3), Ca(2) with { SubjectHash = "other" }, Ca(1)], tx.CaCertificates.Insert));
        Assert.Equal([Ca(3), Ca(1)], await Read(tx => tx.CaCertificates.WithSubject("subject")));
        Assert.Empty(await Read(tx => tx.CaCertificates.WithSubject("nobody")));
    }

    [Fact]
    public async Task CAs_are_listed_by_creation_and_by_template()
    {
        var named = new RegistrationConfig(null, JustInTime, null);
        CaCertificate[] cas = [Ca(5) with { Registration = named }, Ca(3), Ca(9) with { Registration = named }];
        await Write(tx => Array.ForEach(cas, tx.CaCertificates.Insert));
        await Lists((tx, page) => tx.CaCertificates.List(null, page), cas);
        await Lists((tx, page) => tx.CaCertificates.List(JustInTime, page), cas[0], cas[2]);
    }

    [Fact]
    public async Task The_certificates_of_a_CA_are_listed_by_creation()
    {
        DeviceCertificate[] signed = [Certificate(5) with { CaCertificateId = Id(1).Value }, Certificate(4) with { CaCertificateId = Id(1).Value }];
        await Write(tx => Array.ForEach([signed[0], Certificate(2), Certificate(3) with { CaCertificateId = Id(7).Value }, signed[1]], tx.Certificates.Insert));
        await Lists((tx, page) => tx.CaCertificates.CertificatesOf(Id(1), page), signed);
    }

    [Fact]
    public async Task There_is_one_registration_code_at_most()
    {
        Assert.Null(await Read(tx => tx.CaCertificates.FindRegistrationCode()));
        Assert.False(await Write(tx => tx.CaCertificates.DeleteRegistrationCode()));
        foreach (var code in new[] { "first", "second" })
        {
            await Write(tx => tx.CaCertificates.SetRegistrationCode(code));
            Assert.Equal(code, await Read(tx => tx.CaCertificates.FindRegistrationCode()));
        }

        Assert.True(await Write(tx => tx.CaCertificates.DeleteRegistrationCode()));
        Assert.Null(await Read(tx => tx.CaCertificates.FindRegistrationCode()));
    }

    static CaCertificate Ca(int n) => new()
    {
        Id = Id(n),
        Pem = $"pem of {n}\n",
        SubjectHash = "subject",
        IsActive = true,
        AllowsAutoRegistration = false,
        CreatedAt = Now,
        ModifiedAt = Now,
        NotBefore = Now,
        NotAfter = Now.AddYears(26),
    };
}
