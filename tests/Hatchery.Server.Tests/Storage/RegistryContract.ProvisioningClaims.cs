using Hatchery.Core;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    [Fact]
    public async Task A_provisioning_claim_comes_back_as_it_was_stored_and_is_no_certificate()
    {
        var claim = Claim(1, Now.AddMinutes(5));
        await Write(tx =>
        {
            tx.Templates.Insert(Template("fleet"), "{}");
            tx.ProvisioningClaims.Insert(claim);
        });
        Assert.Equal(claim, await Read(tx => tx.ProvisioningClaims.Find(Id(1))));
        Assert.Null(await Read(tx => tx.ProvisioningClaims.Find(Id(2))));
        Assert.Null(await Read(tx => tx.Certificates.Find(Id(1))));
        Assert.Empty((await Read(tx => tx.Certificates.List(new PageRequest(10)))).Items);
    }

    [Fact]
    public async Task A_provisioning_claim_needs_its_template_and_goes_with_it()
    {
        await Refused(tx => tx.ProvisioningClaims.Insert(Claim(1, Now)), AwsErrorCode.ResourceNotFound);
        await Write(tx =>
        {
            tx.Templates.Insert(Template("fleet"), "{}");
            tx.ProvisioningClaims.Insert(Claim(1, Now.AddMinutes(5)));
            tx.Templates.Delete(T);
        });
        Assert.Null(await Read(tx => tx.ProvisioningClaims.Find(Id(1))));
    }

    [Fact]
    public async Task Expired_provisioning_claims_go_in_bites_and_are_told_for_their_connections()
    {
        await Write(tx =>
        {
            tx.Templates.Insert(Template("fleet"), "{}");
            for (var n = 1; n <= 3; n++)
            {
                tx.ProvisioningClaims.Insert(Claim(n, Now.AddSeconds(n)));
            }
        });
        Assert.Empty(await Write(tx => tx.ProvisioningClaims.DeleteExpired(Now, 100)));
        var changes = await ChangesOf(tx => Assert.Equal([Id(1)], tx.ProvisioningClaims.DeleteExpired(Now.AddSeconds(2), 1)));
        Assert.Equal([new RegistryChange(RegistryChangeKind.Certificate, Id(1).Value)], changes);
        Assert.Equal([Id(2)], await Write(tx => tx.ProvisioningClaims.DeleteExpired(Now.AddSeconds(2), 100)));
        Assert.NotNull(await Read(tx => tx.ProvisioningClaims.Find(Id(3))));
    }

    static ProvisioningClaim Claim(int n, DateTimeOffset expiresAt) => new(Id(n), T, expiresAt);
}
