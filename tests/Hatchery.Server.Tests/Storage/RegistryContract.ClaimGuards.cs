using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Things;

namespace Hatchery.Server.Tests.Storage;

public abstract partial class RegistryContract
{
    static GuardScope OfClaim => GuardScope.Claim(Id(1));
    static GuardScope OfTemplate => GuardScope.Template(T);

    static ClaimGuards AllGuards => new()
    {
        AllowList = new AllowList("Serial", Reusable: true),
        DevicesMax = 7,
        Window = new TimeWindow(Now, null),
        Rate = new RegistrationRate(3, RatePeriod.Hour),
        Networks = ["192.0.2.0/24", "2001:db8::/32"],
        RefusesExistingThings = true,
        NeedsApproval = true,
    };

    [Fact]
    public async Task Guards_come_back_as_they_were_put_and_a_reopened_registry_has_them()
    {
        await Write(tx =>
        {
            tx.ClaimGuards.Put(OfClaim, "batch", AllGuards, Now);
            tx.ClaimGuards.Put(OfTemplate, null, ClaimGuards.None, Now);
        });
        await ReopenAsync();

        var found = (await Read(tx => tx.ClaimGuards.Find(OfClaim)))!;
        Assert.Equal(("batch", 0L, Now), (found.Name, found.Devices, found.ModifiedAt));
        Assert.Equal(AllGuards.Networks, found.Guards.Networks);
        Assert.Equal(AllGuards with { Networks = found.Guards.Networks }, found.Guards);
        Assert.Equal(OfClaim, await Read(tx => tx.ClaimGuards.FindNamed("batch")));
        Assert.Equal(ClaimGuards.None with { Networks = [] }, (await Read(tx => tx.ClaimGuards.Find(OfTemplate)))!.Guards with { Networks = ClaimGuards.None.Networks });
        Assert.Null(await Read(tx => tx.ClaimGuards.Find(GuardScope.Claim(Id(2)))));
        await Refused(tx => tx.ClaimGuards.Put(OfTemplate, "batch", ClaimGuards.None, Now), AwsErrorCode.ResourceAlreadyExists);
    }

    [Fact]
    public async Task Registrations_are_counted_with_and_without_guards_and_putting_again_keeps_the_count()
    {
        await Write(tx => tx.ClaimGuards.Count(OfClaim, OfTemplate));
        await Write(tx =>
        {
            tx.ClaimGuards.Put(OfClaim, null, AllGuards, Now);
            tx.ClaimGuards.Count(OfClaim);
            tx.ClaimGuards.SetRate(OfClaim, Now, 2);
        });
        await Write(tx => tx.ClaimGuards.Put(OfClaim, null, ClaimGuards.None, Now));

        var found = (await Read(tx => tx.ClaimGuards.Find(OfClaim)))!;
        Assert.Equal((2L, Now, 2), (found.Devices, found.RateFrom!.Value, found.RateCount));
        Assert.Equal(1, await Read(tx => tx.ClaimGuards.Devices(OfTemplate)));
    }

    [Fact]
    public async Task Serial_numbers_are_listed_once_used_removed_and_paged()
    {
        await Refused(tx => tx.AllowLists.Add(OfClaim, ["a"]), AwsErrorCode.ResourceNotFound);
        await Write(tx => tx.ClaimGuards.Put(OfClaim, null, AllGuards, Now));
        Assert.Equal(3, await Write(tx => tx.AllowLists.Add(OfClaim, ["b", "a", "c", "a"])));
        Assert.Equal(1, await Write(tx => tx.AllowLists.Add(OfClaim, ["c", "d"])));
        await Write(tx => tx.AllowLists.Use(OfClaim, "b", Id(9), Now));

        await Lists((tx, page) => tx.AllowLists.List(OfClaim, page), new("a"), new("b", Id(9), Now), new("c"), new AllowedSerial("d"));
        Assert.Equal(new AllowedSerial("b", Id(9), Now), await Read(tx => tx.AllowLists.Find(OfClaim, "b")));
        Assert.Null(await Read(tx => tx.AllowLists.Find(OfTemplate, "b")));
        Assert.True(await Write(tx => tx.AllowLists.Remove(OfClaim, "b")));
        Assert.False(await Write(tx => tx.AllowLists.Remove(OfClaim, "b")));
        Assert.Equal(2, await Write(tx => tx.AllowLists.Clear(OfClaim, 2)));
        Assert.Equal(1, await Write(tx => tx.AllowLists.Clear(OfClaim, 2)));
    }

    [Fact]
    public async Task Deleted_guards_are_gone_at_once_and_their_list_goes_in_bites()
    {
        await Write(tx =>
        {
            tx.ClaimGuards.Put(OfClaim, "batch", AllGuards, Now);
            tx.AllowLists.Add(OfClaim, ["a", "b", "c"]);
        });
        Assert.True(await Write(tx => tx.ClaimGuards.Delete(OfClaim)));
        Assert.False(await Write(tx => tx.ClaimGuards.Delete(OfClaim)));
        Assert.Null(await Read(tx => tx.ClaimGuards.FindNamed("batch")));

        // The same claim guarded anew has a list of its own.
        await Write(tx => tx.ClaimGuards.Put(OfClaim, "batch", AllGuards, Now));
        Assert.Null(await Read(tx => tx.AllowLists.Find(OfClaim, "a")));
        foreach (var left in (int[])[2, 1, 0])
        {
            Assert.Equal(left, await Write(tx => tx.AllowLists.DeleteAbandoned(2)));
        }
    }

    [Fact]
    public async Task Guards_and_counts_go_with_their_claim_or_template()
    {
        await Write(tx =>
        {
            tx.Certificates.Insert(Certificate(1, CertificateStatus.Inactive));
            tx.Templates.Insert(Template("fleet"), "{}");
            foreach (var scope in (GuardScope[])[OfClaim, OfTemplate])
            {
                tx.ClaimGuards.Put(scope, null, AllGuards, Now);
                tx.ClaimGuards.Count(scope);
            }

            tx.Certificates.Delete(Id(1));
            tx.Templates.Delete(T);
        });
        foreach (var scope in (GuardScope[])[OfClaim, OfTemplate])
        {
            Assert.Equal((null, 0L), await Read(tx => (tx.ClaimGuards.Find(scope), tx.ClaimGuards.Devices(scope))));
        }
    }

    [Fact]
    public async Task Held_requests_keep_their_decision_when_they_are_asked_again_and_leave_in_bites()
    {
        await Write(tx =>
        {
            tx.HeldRequests.Hold(Held(1, "a"));
            tx.HeldRequests.Hold(Held(2, "b"));
            tx.HeldRequests.Hold(Held(2, "c"));
        });
        Assert.Equal(1, await Write(tx => tx.HeldRequests.Decide(new HeldChoice { Serial = "serial a" }, HeldStatus.Approved)));
        Assert.Equal(0, await Write(tx => tx.HeldRequests.Decide(new HeldChoice { Serial = "serial a" }, HeldStatus.Approved)));
        await Write(tx => tx.HeldRequests.Hold(Held(1, "a") with { ClientId = "again", LastAskedAt = Now.AddHours(1), FirstAskedAt = Now.AddHours(1) }));

        var asked = (await Read(tx => tx.HeldRequests.Find(Id(1), "a")))!;
        Assert.Equal((HeldStatus.Approved, "again", Now, Now.AddHours(1)), (asked.Status, asked.ClientId, asked.FirstAskedAt, asked.LastAskedAt));
        Assert.Equal("serial a", asked.Parameters["SerialNumber"]);
        Assert.Equal(["a", "b", "c"], (await Walk((tx, page) => tx.HeldRequests.List(new HeldChoice(), page))).Select(held => held.RequestHash));
        Assert.Equal(["b", "c"], (await Walk((tx, page) => tx.HeldRequests.List(new HeldChoice { ClaimId = Id(2), Status = HeldStatus.Waiting, TemplateName = T }, page))).Select(held => held.RequestHash));
        Assert.Equal((1, 2), await Read(tx => (tx.HeldRequests.Count(Id(1)), tx.HeldRequests.Count(Id(2)))));

        Assert.Equal(1, await Write(tx => tx.HeldRequests.DeleteOlder(Now.AddSeconds(1), 1)));
        Assert.Equal(1, await Write(tx => tx.HeldRequests.DeleteOlder(Now.AddSeconds(1), 100)));
        await Write(tx => tx.HeldRequests.Delete(Id(1), "a"));
        Assert.Empty(await Walk((tx, page) => tx.HeldRequests.List(new HeldChoice(), page)));
    }

    [Fact]
    public async Task Certificates_are_found_by_claim_by_the_beginning_of_their_id_and_by_what_they_lack()
    {
        await Write(tx =>
        {
            for (var n = 1; n <= 5; n++)
            {
                tx.Certificates.Insert(Certificate(n, n == 5 ? CertificateStatus.PendingActivation : CertificateStatus.Active) with { ClaimId = n > 2 ? Id(1) : null });
            }

            tx.Things.Insert(Thing("with"));
            tx.Things.Insert(Thing("without"));
            tx.Things.AttachPrincipal(new ThingName("with"), Id(4), ThingPrincipalType.NonExclusiveThing);
            tx.Certificates.SetRegistered(Id(4), Id(1), T, Now);
            tx.Certificates.SetRegistered(Id(5), Id(4), T, Now);
            tx.Certificates.SetOlderCertificates(Id(4), OlderCertificateAction.Revoke);
        });

        Assert.Equal([Id(3), Id(4), Id(5)], (await Walk((tx, page) => tx.Certificates.OfClaim(Id(1), page))).Select(certificate => certificate.Id));
        var registered = (await Read(tx => tx.Certificates.Find(Id(4))))!;
        Assert.Equal(("fleet", Now, OlderCertificateAction.Revoke), (registered.TemplateName, registered.RegisteredAt!.Value, registered.OlderCertificates));
        Assert.Equal([Id(4)], await Read(tx => tx.Certificates.WithPrefix(Id(4).Value, 2)));
        Assert.Equal([Id(1), Id(2)], await Read(tx => tx.Certificates.WithPrefix("0000", 2)));
        Assert.Empty(await Read(tx => tx.Certificates.WithPrefix("1", 2)));
        Assert.Equal([Id(5)], (await Walk((tx, page) => tx.Certificates.Pending(page))).Select(certificate => certificate.Id));
        Assert.Equal([Id(1), Id(2), Id(3), Id(5)], (await Walk((tx, page) => tx.Certificates.WithoutThing(page), size: 2)).Select(certificate => certificate.Id));
        Assert.Equal(["without"], (await Walk((tx, page) => tx.Things.WithoutPrincipal(page))).Select(thing => thing.Name.Value));
    }

    static HeldRequest Held(int claim, string hash) => new()
    {
        ClaimId = Id(claim),
        TemplateName = T,
        RequestHash = hash,
        CertificateId = Id(50),
        Serial = $"serial {hash}",
        ClientId = "client",
        SourceIp = "192.0.2.7",
        Parameters = new Dictionary<string, string> { ["SerialNumber"] = $"serial {hash}" },
        FirstAskedAt = Now,
        LastAskedAt = Now,
    };
}
