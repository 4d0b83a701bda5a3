using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Provisioning.Guards;

/// <summary>RegisterThing under guards.</summary>
public sealed class GuardedRegisterThingTests
{
    const string Body = """
        {"Parameters":{"SerialNumber":{"Type":"String"}},"Resources":{
          "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Fn::Join":["",["t-",{"Ref":"SerialNumber"}]]}}},
          "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"},"Status":"ACTIVE"}}}}
        """;

    static readonly GuardScope Claim = GuardScope.Claim(Fleet.Asker.ClaimId);
    static readonly GuardScope Template = GuardScope.Template(new TemplateName(Fleet.TemplateName));

    readonly Fleet fleet = new(Body);

    [Fact]
    public void What_came_through_is_recorded_and_counted_without_any_guard()
    {
        var id = fleet.AddDevice();
        fleet.Register(Serial("1"));

        var registered = fleet.Registry.Certificates.Find(id)!;
        Assert.Equal((Fleet.Asker.ClaimId, Fleet.TemplateName, Fleet.Start), (registered.ClaimId, registered.TemplateName, registered.RegisteredAt));
        Assert.Equal((1, 1), (fleet.Registry.ClaimGuards.Devices(Claim), fleet.Registry.ClaimGuards.Devices(Template)));
    }

    [Fact]
    public void A_refusal_names_its_guard_to_operators_alone_and_writes_nothing()
    {
        Guard(Claim, new ClaimGuards { AllowList = new AllowList("SerialNumber", false) });
        fleet.AddDevice();

        var error = fleet.Rejects(() => fleet.Register(Serial("9")));

        Assert.Equal((AwsErrorCode.ProvisioningDenied, GuardCauses.Refused), (error.Code, error.Cause));
        Assert.Equal("A guard refused the request.", error.Message);
        Assert.Equal($"Guard allow-list of {Claim}: the serial number '9' is not in the list.", error.Detail);
    }

    [Fact]
    public void A_serial_number_is_used_up_by_a_registration_that_succeeds_and_the_same_request_again_gets_its_answer()
    {
        Guard(Template, new ClaimGuards { AllowList = new AllowList("SerialNumber", false) });
        fleet.Registry.AllowLists.Add(Template, ["1"]);
        var first = fleet.AddDevice();
        fleet.AddDevice();

        fleet.Register(Serial("1"));
        Assert.Equal("t-1", fleet.Register(Serial("1")).ThingName);
        fleet.Rejects(() => fleet.Register(Serial("1"), "token-2"));
        Assert.Equal(first, fleet.Registry.AllowLists.Find(Template, "1")!.UsedBy);
    }

    [Fact]
    public void A_rate_begins_anew_when_its_period_is_over()
    {
        Guard(Claim, new ClaimGuards { Rate = new RegistrationRate(1, RatePeriod.Minute) });
        Enumerable.Range(0, 3).ToList().ForEach(_ => fleet.AddDevice());

        fleet.Register(Serial("1"));
        fleet.Rejects(() => fleet.Register(Serial("2"), "token-2", Fleet.Start.AddSeconds(59)));
        fleet.Register(Serial("2"), "token-2", Fleet.Start.AddSeconds(60));
        fleet.Rejects(() => fleet.Register(Serial("3"), "token-3", Fleet.Start.AddSeconds(61)));
    }

    [Fact]
    public void Claim_and_template_have_to_let_a_device_pass_both()
    {
        Guard(Claim, new ClaimGuards { DevicesMax = 5 });
        Guard(Template, new ClaimGuards { RefusesExistingThings = true });
        fleet.AddDevice();
        fleet.AddDevice();

        fleet.Register(Serial("1"));
        Assert.Contains("existing-thing", fleet.Rejects(() => fleet.Register(Serial("1"), "token-2")).Detail);
        fleet.Register(Serial("2"), "token-2");
    }

    [Fact]
    public void A_held_request_registers_nothing_until_it_is_approved_and_its_approval_serves_once()
    {
        Guard(Claim, new ClaimGuards { NeedsApproval = true });
        var id = fleet.AddDevice();
        fleet.AddDevice();

        var held = fleet.Ask(Serial("1"));
        Assert.Equal((GuardCauses.Held, AwsErrorCode.ProvisioningDenied), (held.Refusal!.Cause, held.Refusal.Code));
        Assert.Equal(CertificateStatus.PendingActivation, fleet.Registry.Certificates.Find(id)!.Status);
        Assert.Null(fleet.Registry.Things.Find(new ThingName("t-1")));

        fleet.Registry.HeldRequests.Decide(new HeldChoice(), HeldStatus.Approved);
        Assert.Null(fleet.Ask(Serial("1"), "token-2").Refusal);
        Assert.NotNull(fleet.Ask(Serial("1"), "token-1").Refusal);
    }

    [Fact]
    public void A_refusing_guard_outweighs_a_holding_one()
    {
        Guard(Claim, new ClaimGuards { NeedsApproval = true });
        Guard(Template, new ClaimGuards { DevicesMax = 0 });
        fleet.AddDevice();

        fleet.Rejects(() => fleet.Register(Serial("1")));
    }

    [Fact]
    public void No_hook_is_asked_about_a_device_that_a_guard_refuses()
    {
        var hooked = new Fleet(Body, new PreProvisioningHook("https://hook.example", null));
        hooked.AddDevice();
        var request = new RegisterThingRequest(new TemplateName(Fleet.TemplateName), "token-1", Serial("1"), Fleet.Asker);
        Assert.NotNull(RegisterThing.FindHook(hooked.Registry, request, Fleet.Start));

        hooked.Registry.ClaimGuards.Put(Claim, null, new ClaimGuards { DevicesMax = 0 }, Fleet.Start);

        Assert.Null(RegisterThing.FindHook(hooked.Registry, request, Fleet.Start));
        Assert.Equal(GuardCauses.Refused, hooked.Rejects(() => hooked.Register(Serial("1"))).Cause);
    }

    void Guard(GuardScope scope, ClaimGuards guards) => fleet.Registry.ClaimGuards.Put(scope, null, guards, Fleet.Start);

    static Dictionary<string, string> Serial(string number) => new() { ["SerialNumber"] = number };
}
