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
    public async Task A_token_is_found_by_its_hash_and_remembers_its_use()
    {
        var token = new OwnershipToken("hash", Id(1), Now.AddHours(1));
        await Write(tx =>
        {
            tx.Certificates.Insert(Certificate(1));
            tx.OwnershipTokens.Insert(token);
        });
        Assert.Equal(token, await Read(tx => tx.OwnershipTokens.Find("hash")));
        Assert.Null(await Read(tx => tx.OwnershipTokens.Find("other")));

        await Write(tx => tx.OwnershipTokens.SetUsed("hash", "request", "{\"thingName\":\"t\"}"));
        Assert.Equal(token with { RequestHash = "request", Reply = "{\"thingName\":\"t\"}" }, await Read(tx => tx.OwnershipTokens.Find("hash")));
    }

    [Fact]
    public async Task A_token_needs_its_certificate() =>
        await Refused(tx => tx.OwnershipTokens.Insert(new OwnershipToken("hash", Id(1), Now)), AwsErrorCode.ResourceNotFound);

    [Fact]
    public async Task The_sweep_removes_just_the_certificates_that_were_never_claimed()
    {
        await Write(tx =>
        {
            tx.Policies.Insert(new PolicyName("p"), "{}", Now);
            tx.Things.Insert(Thing("t"));
            Made(tx, 1, CertificateStatus.PendingActivation, Now);                 // never claimed
            Made(tx, 2, CertificateStatus.PendingActivation, Now.AddSeconds(1));   // can still be claimed
            Made(tx, 3, CertificateStatus.Active, Now);                            // claimed
            Made(tx, 4, CertificateStatus.PendingActivation, Now);                 // has a policy
            tx.Policies.Attach(new PolicyName("p"), Target(4));
            Made(tx, 5, CertificateStatus.PendingActivation, Now);                 // has a thing
            tx.Things.AttachPrincipal(new ThingName("t"), Id(5), ThingPrincipalType.NonExclusiveThing);
            tx.Certificates.Insert(Certificate(6, CertificateStatus.PendingActivation)); // made otherwise: no token
            Made(tx, 7, CertificateStatus.PendingActivation, Now);                 // has a second token that lives
            tx.OwnershipTokens.Insert(new OwnershipToken("second of 7", Id(7), Now.AddHours(1)));
        });

        var changes = await ChangesOf(tx => Assert.Equal([Id(1)], tx.Certificates.DeleteUnclaimed(Now, 100)));
        Assert.Equal([new RegistryChange(RegistryChangeKind.Certificate, Id(1).Value)], changes);
        Assert.Equal([2, 3, 4, 5, 6, 7], (await Walk((tx, page) => tx.Certificates.List(page), 100)).Select(c => int.Parse(c.Id.Value)));
        Assert.Null(await Read(tx => tx.OwnershipTokens.Find("token of 1")));

        Assert.Equal(4, await Write(tx => tx.OwnershipTokens.DeleteExpired(Now, 100)));
        Assert.Null(await Read(tx => tx.OwnershipTokens.Find("token of 3")));
        Assert.NotNull(await Read(tx => tx.OwnershipTokens.Find("token of 2")));
        Assert.NotNull(await Read(tx => tx.OwnershipTokens.Find("second of 7")));
    }

    [Fact]
    public async Task The_sweep_takes_bites_and_loses_no_certificate_between_them()
    {
        await Write(tx =>
        {
            for (var n = 1; n <= 5; n++)
            {
                Made(tx, n, CertificateStatus.PendingActivation, Now.AddSeconds(-n));
            }
        });
        Assert.Equal([Id(4), Id(5)], (await Write(tx => tx.Certificates.DeleteUnclaimed(Now, 2))).OrderBy(id => id.Value));

        // The tokens of those that wait for the next bite are not expired away: without them nothing would tell what to sweep.
        Assert.Equal(0, await Write(tx => tx.OwnershipTokens.DeleteExpired(Now, 100)));
        Assert.Equal(3, (await Write(tx => tx.Certificates.DeleteUnclaimed(Now, 100))).Count);
        Assert.Empty(await Write(tx => tx.Certificates.DeleteUnclaimed(Now, 100)));
    }

    [Fact]
    public async Task Expired_tokens_go_in_bites_too()
    {
        await Write(tx =>
        {
            for (var n = 1; n <= 5; n++)
            {
                Made(tx, n, CertificateStatus.Active, Now);
            }
        });
        Assert.Equal(0, await Write(tx => tx.OwnershipTokens.DeleteExpired(Now.AddMilliseconds(-1), 100)));
        foreach (var expected in new[] { 3, 2, 0 })
        {
            Assert.Equal(expected, await Write(tx => tx.OwnershipTokens.DeleteExpired(Now, 3)));
        }
    }

    static void Made(IRegistryTransaction tx, int n, CertificateStatus status, DateTimeOffset expiresAt)
    {
        tx.Certificates.Insert(Certificate(n, status));
        tx.OwnershipTokens.Insert(new OwnershipToken($"token of {n}", Id(n), expiresAt));
    }
}
