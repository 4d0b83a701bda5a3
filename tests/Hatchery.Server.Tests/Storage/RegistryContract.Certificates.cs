using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    [Fact]
    public async Task A_certificate_comes_back_as_it_was_stored()
    {
        var full = Certificate(1, CertificateStatus.PendingActivation) with { CaCertificateId = "ca", Mode = "SNI_ONLY", ClaimId = Id(9) };
        await Write(tx => tx.Certificates.Insert(full));
        Assert.Equal(full, await Read(tx => tx.Certificates.Find(Id(1))));
        Assert.Null(await Read(tx => tx.Certificates.Find(Id(2))));
    }

    [Fact]
    public async Task A_certificate_id_is_taken_once()
    {
        await Write(tx => tx.Certificates.Insert(Certificate(1)));
        var error = await Refused(tx => tx.Certificates.Insert(Certificate(1)), AwsErrorCode.ResourceAlreadyExists);
        Assert.Equal("The certificate is already provisioned or registered", error.Message);
    }

    [Fact]
    public async Task Every_status_can_be_set_and_is_told()
    {
        await Write(tx => tx.Certificates.Insert(Certificate(1)));
        foreach (var status in Enum.GetValues<CertificateStatus>())
        {
            var changes = await ChangesOf(tx => Assert.True(tx.Certificates.SetStatus(Id(1), status, Now.AddSeconds(1))));
            Assert.Equal([new RegistryChange(RegistryChangeKind.Certificate, Id(1).Value)], changes);
            Assert.Equal(Certificate(1, status) with { ModifiedAt = Now.AddSeconds(1) }, await Read(tx => tx.Certificates.Find(Id(1))));
        }

        Assert.False(await Write(tx => tx.Certificates.SetStatus(Id(2), CertificateStatus.Active, Now)));
    }

    [Fact]
    public async Task A_deleted_certificate_takes_its_policy_attachments_and_tokens_along()
    {
        await Write(tx =>
        {
            tx.Certificates.Insert(Certificate(1));
            tx.Policies.Insert(new PolicyName("p"), "{}", Now);
            tx.Policies.Attach(new PolicyName("p"), Target(1));
            tx.OwnershipTokens.Insert(new OwnershipToken("hash", Id(1), Now));
        });
        var changes = await ChangesOf(tx => Assert.True(tx.Certificates.Delete(Id(1))));
        Assert.Equal([new RegistryChange(RegistryChangeKind.Certificate, Id(1).Value)], changes);
        Assert.Null(await Read(tx => tx.Certificates.Find(Id(1))));
        Assert.Null(await Read(tx => tx.OwnershipTokens.Find("hash")));
        Assert.Empty((await Read(tx => tx.Policies.Targets(new PolicyName("p"), new PageRequest(10)))).Items);
        Assert.False(await Write(tx => tx.Certificates.Delete(Id(1))));
    }

    [Fact]
    public async Task A_certificate_with_a_thing_is_not_deleted_by_mistake()
    {
        await Write(tx =>
        {
            tx.Certificates.Insert(Certificate(1));
            tx.Things.Insert(Thing("t"));
            tx.Things.AttachPrincipal(new ThingName("t"), Id(1), ThingPrincipalType.NonExclusiveThing);
        });
        await Assert.ThrowsAnyAsync<Exception>(() => Write(tx => tx.Certificates.Delete(Id(1))));
        Assert.NotNull(await Read(tx => tx.Certificates.Find(Id(1))));
    }

    [Fact]
    public async Task Certificates_are_listed_by_creation()
    {
        DeviceCertificate[] certificates = [Certificate(5), Certificate(3), Certificate(9), Certificate(1)];
        await Write(tx => Array.ForEach(certificates, tx.Certificates.Insert));
        await Lists((tx, page) => tx.Certificates.List(page), certificates);
    }

    [Fact]
    public async Task A_walk_neither_repeats_nor_skips_what_stayed_while_others_insert_and_delete()
    {
        await Write(tx =>
        {
            for (var n = 1; n <= 9; n++)
            {
                tx.Certificates.Insert(Certificate(n));
            }
        });
        foreach (var ascending in new[] { true, false })
        {
            // One before the position, the position itself and one after it go; one comes.
            var gone = ascending ? new[] { 1, 3, 5 } : [9, 7, 2];
            var come = ascending ? 20 : 30;
            var walked = await Walk((tx, page) => tx.Certificates.List(page), size: 3, ascending, between: () => Write(tx =>
            {
                Array.ForEach(gone, n => tx.Certificates.Delete(Id(n)));
                tx.Certificates.Insert(Certificate(come));
            }));
            var stayed = await Walk((tx, page) => tx.Certificates.List(page), size: 100, ascending);
            Assert.Equal(walked.Distinct(), walked);
            Assert.Empty(stayed.Where(c => c.Id != Id(come)).Except(walked));
            Assert.Equal(stayed.Where(walked.Contains), walked.Where(stayed.Contains));
        }
    }
}
