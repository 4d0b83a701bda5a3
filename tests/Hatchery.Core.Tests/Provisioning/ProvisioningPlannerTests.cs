using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Provisioning;

/// <summary>What no device can bring about by a token of its own, but RegisterThing of the API can.</summary>
public sealed class ProvisioningPlannerTests
{
    static readonly CertificateId Id = new("c");

    [Theory]
    [InlineData(CertificateStatus.PendingActivation, OverrideAction.DoNothing, "set certificate c ACTIVE")]
    [InlineData(CertificateStatus.PendingActivation, OverrideAction.Fail, "set certificate c ACTIVE")]
    [InlineData(CertificateStatus.Inactive, OverrideAction.Replace, "set certificate c ACTIVE")]
    [InlineData(CertificateStatus.Active, OverrideAction.Replace, "")]
    [InlineData(CertificateStatus.Inactive, OverrideAction.DoNothing, "")]
    public void The_status_of_a_certificate_that_has_one_follows_its_override(CertificateStatus status, OverrideAction action, string plan) =>
        Assert.Equal(plan, Plan(Certificate(action), Existing(status)).ToString());

    [Fact]
    public void A_status_that_may_not_be_overridden_fails_the_registration()
    {
        var error = Assert.Throws<AwsError>(() => Plan(Certificate(OverrideAction.Fail), Existing(CertificateStatus.Active)));

        Assert.Equal(AwsErrorCode.ResourceConflicts, error.Code);
        Assert.Equal("Certificate c is ACTIVE already, and the template's OverrideSettings say FAIL for Status.", error.Message);
    }

    [Theory]
    [InlineData(ThingPrincipalType.ExclusiveThing, ThingPrincipalType.NonExclusiveThing, true)]
    [InlineData(ThingPrincipalType.NonExclusiveThing, ThingPrincipalType.ExclusiveThing, true)]
    [InlineData(ThingPrincipalType.NonExclusiveThing, ThingPrincipalType.NonExclusiveThing, false)]
    [InlineData(null, ThingPrincipalType.ExclusiveThing, true)]
    [InlineData(null, ThingPrincipalType.NonExclusiveThing, false)]
    public void An_exclusive_attachment_suffers_no_other_thing(ThingPrincipalType? wanted, ThingPrincipalType other, bool refused)
    {
        var existing = Existing(CertificateStatus.Active) with { CertificateThings = [new PrincipalThing(new ThingName("other"), other)] };
        var template = Certificate(OverrideAction.DoNothing, wanted) with { Thing = Thing };

        Assert.Equal(refused, Record.Exception(() => Plan(template, existing)) is AwsError);
    }

    [Theory]
    [InlineData(null, ThingPrincipalType.ExclusiveThing, "")]
    [InlineData(null, ThingPrincipalType.NonExclusiveThing, "")]
    [InlineData(ThingPrincipalType.NonExclusiveThing, ThingPrincipalType.ExclusiveThing, "attach certificate c to thing t")]
    [InlineData(ThingPrincipalType.ExclusiveThing, ThingPrincipalType.NonExclusiveThing, "attach certificate c to thing t exclusively")]
    public void An_attachment_changes_its_type_only_where_the_template_names_one(ThingPrincipalType? wanted, ThingPrincipalType attached, string plan)
    {
        var existing = Existing(CertificateStatus.Active) with
        {
            Thing = new Thing(Thing.Name, "id", null, new Dictionary<string, string>(), 1, Fleet.Start),
            CertificateThings = [new PrincipalThing(Thing.Name, attached)],
        };

        Assert.Equal(plan, Plan(Certificate(OverrideAction.DoNothing, wanted) with { Thing = Thing }, existing).ToString());
    }

    [Fact]
    public void A_revoked_certificate_stays_revoked()
    {
        Assert.Empty(Plan(Certificate(OverrideAction.DoNothing), Existing(CertificateStatus.Revoked)).Steps);
        Assert.Equal("Certificate c is REVOKED, which is final.", Assert.Throws<AwsError>(() => Plan(Certificate(OverrideAction.Replace), Existing(CertificateStatus.Revoked))).Message);
    }

    [Fact]
    public void What_stands_already_is_not_written_again()
    {
        var existing = Existing(CertificateStatus.Active) with
        {
            Thing = new Thing(Thing.Name, "id", null, new Dictionary<string, string>(), 1, Fleet.Start),
            CertificateThings = [new PrincipalThing(Thing.Name, ThingPrincipalType.NonExclusiveThing)],
        };

        Assert.Empty(Plan(Certificate(OverrideAction.Replace) with { Thing = Thing }, existing).Steps);
    }

    static RenderedThing Thing => new(
        "thing", new ThingName("t"), null, null, null, new ThingOverrides(OverrideAction.DoNothing, OverrideAction.DoNothing, OverrideAction.DoNothing));

    static RenderedTemplate Certificate(OverrideAction action, ThingPrincipalType? type = ThingPrincipalType.NonExclusiveThing) =>
        new(null, new RenderedCertificate("certificate", Id, CertificateStatus.Active, action, type), [], new Dictionary<string, string>());

    static ExistingResources Existing(CertificateStatus status) => new()
    {
        Certificate = new DeviceCertificate
        {
            Id = Id,
            Pem = "",
            Status = status,
            CreatedAt = Fleet.Start,
            ModifiedAt = Fleet.Start,
            NotBefore = Fleet.Start,
            NotAfter = Fleet.Start,
        },
    };

    static ProvisioningPlan Plan(RenderedTemplate template, ExistingResources existing) => ProvisioningPlanner.Plan(template, existing, "id", Fleet.Start);
}
