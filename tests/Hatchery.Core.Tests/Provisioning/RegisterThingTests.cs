using CsCheck;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Provisioning.Hooks;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Core.Tests.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Provisioning;

public sealed class RegisterThingTests
{
    const string Body = """
        {
          "Parameters": { "SerialNumber": { "Type": "String" }, "Colour": { "Type": "String", "Default": "red" } },
          "Resources": {
            "certificate": { "Type": "AWS::IoT::Certificate", "Properties": { "CertificateId": { "Ref": "AWS::IoT::Certificate::Id" }, "Status": "Active", "ThingPrincipalType": "EXCLUSIVE_THING" } },
            "policy": { "Type": "AWS::IoT::Policy", "Properties": { "PolicyName": "fleet-policy" } },
            "document": { "Type": "AWS::IoT::Policy", "Properties": { "PolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "iot:*", "Resource": "*" } } } },
            "thing": {
              "Type": "AWS::IoT::Thing",
              "Properties": { "ThingName": { "Fn::Join": ["", ["t-", { "Ref": "SerialNumber" }]] }, "AttributePayload": { "colour": { "Ref": "Colour" } }, "ThingGroups": ["group"] },
              "OverrideSettings": { "AttributePayload": "MERGE" }
            }
          },
          "DeviceConfiguration": { "z": "1", "a": { "Ref": "SerialNumber" } }
        }
        """;

    static readonly ThingName Thing1 = new("t-1");

    static Fleet NewFleet(string body = Body, PreProvisioningHook? hook = null, bool enabled = true, string type = "FLEET_PROVISIONING")
    {
        var fleet = new Fleet(body, hook, enabled, type);
        fleet.AddDevice();
        fleet.AddGroup("group");
        fleet.AddPolicy("fleet-policy");
        fleet.AddPolicy("a");
        fleet.AddGroup("a");
        fleet.AddType("a");
        return fleet;
    }

    [Fact]
    public void Everything_the_template_asks_for_is_there_afterwards()
    {
        var fleet = NewFleet();

        var reply = fleet.Register(("SerialNumber", "1"));

        Assert.Equal("t-1", reply.ThingName);
        Assert.Equal([new("z", "1"), new("a", "1")], reply.DeviceConfiguration);
        var thing = fleet.Registry.Things.Find(Thing1)!;
        Assert.Equal(("00000000-0000-4000-8000-000000000001", 1), (thing.Id, thing.Version));
        Assert.Equal("red", thing.Attributes["colour"]);
        Assert.Equal(ThingPrincipalType.ExclusiveThing, fleet.Registry.Things.Attachment(Thing1, fleet.Certificate));
        Assert.Equal([new ThingGroupName("group")], fleet.Registry.ThingGroups.GroupsOf(Thing1, new PageRequest(10)).Items);
        Assert.Equal(CertificateStatus.Active, fleet.Registry.Certificates.Find(fleet.Certificate)!.Status);
        var policies = fleet.Registry.Policies.AttachedTo(PolicyTarget.Certificate(fleet.Certificate), new PageRequest(10)).Items;
        Assert.Contains(new PolicyName("fleet-policy"), policies);
        var made = Assert.Single(policies, policy => policy.Value != "fleet-policy");
        Assert.Matches("^[0-9A-F]{40}$", made.Value);
        Assert.Equal("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iot:*","Resource":"*"}}""", fleet.Registry.Policies.FindVersion(made, "1")!.Document);
    }

    [Fact]
    public void The_same_request_again_is_answered_the_same_and_writes_nothing()
    {
        var fleet = NewFleet();
        var first = fleet.Register(("SerialNumber", "1"), ("Colour", "blue"));
        var after = fleet.Registry.Dump();

        var again = fleet.Register(("Colour", "blue"), ("SerialNumber", "1"));

        Assert.Equal(first.ThingName, again.ThingName);
        Assert.Equal(first.DeviceConfiguration, again.DeviceConfiguration);
        Assert.Equal(after, fleet.Registry.Dump());
    }

    [Fact]
    public void A_lost_answer_is_given_again_after_the_template_has_changed_or_gone()
    {
        var fleet = NewFleet();
        var first = fleet.Register(("SerialNumber", "1"));
        fleet.Registry.Templates.InsertVersion(new TemplateName(Fleet.TemplateName), """{"Resources":{}}""", setAsDefault: true, Fleet.Start);

        Assert.Equal(first.DeviceConfiguration, fleet.Register(("SerialNumber", "1")).DeviceConfiguration);

        fleet.Registry.Templates.Delete(new TemplateName(Fleet.TemplateName));
        Assert.Equal(first.ThingName, fleet.Register(("SerialNumber", "1")).ThingName);
    }

    [Fact]
    public void An_answer_without_a_thing_is_given_again_without_one()
    {
        var fleet = NewFleet("""{"Resources":{"c":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}}}""");

        Assert.Null(fleet.Register().ThingName);
        var again = fleet.Register();
        Assert.Null(again.ThingName);
        Assert.Empty(again.DeviceConfiguration);
        Assert.Equal("""{"deviceConfiguration":{}}""", fleet.Registry.OwnershipTokens.Find(OwnershipToken.HashOf("token-1"))!.Reply);
    }

    [Fact]
    public void A_token_is_good_for_one_request_only()
    {
        var fleet = NewFleet();
        fleet.Register(("SerialNumber", "1"));

        var error = fleet.Rejects(() => fleet.Register(("SerialNumber", "2")));

        Assert.Equal(AwsErrorCode.InvalidCertificateOwnershipToken, error.Code);
        Assert.Contains("used for another request", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Certificate ownership token cannot be empty.")]
    [InlineData("token-9", "The certificate ownership token is unknown.")]
    public void A_token_that_is_none_is_rejected(string token, string message)
    {
        var fleet = NewFleet();
        var error = fleet.Rejects(() => fleet.Register(new Dictionary<string, string>(), token));

        Assert.Equal(AwsErrorCode.InvalidCertificateOwnershipToken, error.Code);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Limits.OwnershipTokenMax, "unknown")]
    [InlineData(Limits.OwnershipTokenMax + 1, "characters")]
    public void A_token_has_at_most_so_many_characters(int length, string message)
    {
        var fleet = NewFleet();
        Assert.Contains(message, fleet.Rejects(() => fleet.Register(new Dictionary<string, string>(), new string('x', length))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_token_lives_for_an_hour_used_or_not(bool used)
    {
        var fleet = NewFleet();
        var parameters = new Dictionary<string, string> { ["SerialNumber"] = "1" };
        if (used)
        {
            fleet.Register(parameters);
        }

        var error = fleet.Rejects(() => fleet.Register(parameters, now: Fleet.Start.AddHours(1)));

        Assert.Equal("The certificate ownership token expired at 2030-01-01T13:00:00Z; create a new certificate.", error.Message);
        Assert.Equal("t-1", fleet.Register(parameters, now: Fleet.Start.AddHours(1).AddTicks(-1)).ThingName);
    }

    [Theory]
    [InlineData(CertificateStatus.Revoked)]
    [InlineData(CertificateStatus.Active)]
    public void A_certificate_that_is_pending_no_longer_is_not_registered(CertificateStatus status)
    {
        var fleet = NewFleet();
        fleet.Registry.Certificates.SetStatus(fleet.Certificate, status, Fleet.Start);

        var error = fleet.Rejects(() => fleet.Register(("SerialNumber", "1")));

        Assert.Equal(AwsErrorCode.InvalidCertificateOwnershipToken, error.Code);
        Assert.Contains(status.ToWire(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_is_gone_is_not_registered()
    {
        var fleet = NewFleet();
        fleet.Registry.Certificates.Delete(fleet.Certificate);

        Assert.Equal(AwsErrorCode.InvalidCertificateOwnershipToken, fleet.Rejects(() => fleet.Register(("SerialNumber", "1"))).Code);
    }

    [Fact]
    public void A_missing_template_is_told_from_a_disabled_one()
    {
        var missing = NewFleet();
        var error = missing.Rejects(() => missing.Register(new Dictionary<string, string>(), template: "Fleet"));
        Assert.Equal("ResourceNotFound 404: Template Fleet does not exist. Did you mean 'fleet'? Names are case-sensitive.", $"{error.Code.Name} {error.Code.Status}: {error.Message}");

        var disabled = NewFleet(enabled: false);
        error = disabled.Rejects(() => disabled.Register(("SerialNumber", "1")));
        Assert.Equal("ResourceNotFound 404: Template fleet is disabled.", $"{error.Code.Name} {error.Code.Status}: {error.Message}");
    }

    [Fact]
    public void A_template_for_another_way_of_provisioning_is_none()
    {
        var fleet = NewFleet(type: "JITP");
        Assert.Equal(AwsErrorCode.TemplateNotFound, fleet.Rejects(() => fleet.Register(("SerialNumber", "1"))).Code);
    }

    [Fact]
    public void A_template_with_a_hook_registers_nobody_whom_its_own_hook_did_not_allow()
    {
        var fleet = NewFleet(hook: Hook);
        HookConsent?[] consents = [null, new(Hook, HookAnswer.Parse("{\"allowProvisioning\":false}"u8.ToArray())), Consent(Hook with { TargetArn = "https://other.example" })];

        Assert.All(consents, consent =>
            Assert.Equal(AwsErrorCode.ProvisioningDenied, fleet.Rejects(() => fleet.Register(Serial("1"), consent: consent)).Code));
        Assert.Equal("t-1", NewFleet(hook: Hook).Register(Serial("1"), consent: Consent(Hook)).ThingName);
    }

    [Fact]
    public void Overrides_win_and_the_same_request_asks_no_hook_again()
    {
        var fleet = NewFleet(hook: Hook);
        var request = new RegisterThingRequest(new TemplateName(Fleet.TemplateName), "token-1", Serial("1"), Fleet.Asker);
        Assert.Equal((Hook, fleet.Certificate), (RegisterThing.FindHook(fleet.Registry, request, Fleet.Start)!.Hook, RegisterThing.FindHook(fleet.Registry, request, Fleet.Start)!.CertificateId));

        var reply = fleet.Register(Serial("1"), consent: Consent(Hook, """{"SerialNumber":"2"}"""));

        Assert.Equal("t-2", reply.ThingName);
        Assert.Null(RegisterThing.FindHook(fleet.Registry, request, Fleet.Start));
        Assert.Equal("t-2", fleet.Register(Serial("1")).ThingName);
    }

    static readonly PreProvisioningHook Hook = new("arn:aws:lambda:us-east-1:000000000000:function:hook", null);

    static HookConsent Consent(PreProvisioningHook hook, string overrides = "{}") =>
        new(hook, HookAnswer.Parse(System.Text.Encoding.UTF8.GetBytes($$$"""{"allowProvisioning":true,"parameterOverrides":{{{overrides}}}}""")));

    static Dictionary<string, string> Serial(string number) => new() { ["SerialNumber"] = number };

    [Fact]
    public void A_stored_template_that_is_refused_now_is_the_servers_fault()
    {
        var fleet = NewFleet("""{"Resources":{"x":{"Type":"AWS::IoT::Rocket","Properties":{}}}}""");
        var error = fleet.Rejects(() => fleet.Register());

        Assert.Equal(AwsErrorCode.ProvisioningFailure, error.Code);
        Assert.StartsWith("Template fleet version 1 cannot be used. The template body is invalid: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_certificate_of_a_thing_is_attached_beside_the_first()
    {
        var fleet = NewFleet();
        var second = fleet.AddDevice();
        fleet.Register(("SerialNumber", "1"));

        fleet.Register(new Dictionary<string, string> { ["SerialNumber"] = "1", ["Colour"] = "blue" }, "token-2");

        Assert.Equal([fleet.Certificate, second], fleet.Registry.Things.Principals(Thing1, new PageRequest(10)).Items.Select(principal => principal.Principal));
        Assert.Single(fleet.Registry.Things.List(new ThingFilter(), new PageRequest(10)).Items);
        var thing = fleet.Registry.Things.Find(Thing1)!;
        Assert.Equal(("blue", 2), (thing.Attributes["colour"], thing.Version));
        Assert.Equal(CertificateStatus.Active, fleet.Registry.Certificates.Find(fleet.Certificate)!.Status);
    }

    [Fact]
    public void Nothing_but_a_rejection_is_thrown_and_a_rejection_writes_nothing()
    {
        var (registered, rejected) = (0, 0);
        Gen.Select(RandomTemplate.Likely, Gen.OneOf(Gen.String, Gen.OneOf("a", "x,y", "1"))).Sample((body, serial) =>
        {
            if (TemplateDocument.Parse(body).Document is null)
            {
                return;
            }

            var fleet = NewFleet(body);
            var before = fleet.Registry.Dump();
            try
            {
                var reply = fleet.Register(("SerialNumber", serial));
                var after = fleet.Registry.Dump();
                Assert.Equal(reply.ThingName, fleet.Register(("SerialNumber", serial)).ThingName);
                Assert.Equal(after, fleet.Registry.Dump());
                Interlocked.Increment(ref registered);
            }
            catch (AwsError)
            {
                Assert.Equal(before, fleet.Registry.Dump());
                Interlocked.Increment(ref rejected);
            }
        }, iter: 5_000);

        Assert.True(registered > 10 && rejected > 100, $"The generator is of no use: {registered} registered, {rejected} rejected.");
    }

    [Fact]
    public void A_request_is_hashed_by_what_it_asks_for() => Gen.Select(Gen.String, Gen.String, Gen.String, Gen.String).Sample((name, value, otherName, otherValue) =>
    {
        var request = Request((name, value), (otherName, otherValue));
        Assert.Equal(name != otherName || value == otherValue, request.Hash() == Request((otherName, otherValue), (name, value)).Hash());
        Assert.Equal(name == otherName, request.Hash() == Request((name, value)).Hash());
    });

    /// <summary>The later of two values of one name is left out, as the parser of requests never lets two through.</summary>
    static RegisterThingRequest Request(params (string Name, string Value)[] parameters) =>
        new(new TemplateName("t"), "token", parameters.DistinctBy(parameter => parameter.Name).ToDictionary(parameter => parameter.Name, parameter => parameter.Value), Fleet.Asker);
}
