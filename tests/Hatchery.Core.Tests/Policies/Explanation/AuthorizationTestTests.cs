using Hatchery.Core.Policies;
using Hatchery.Core.Policies.Explanation;

namespace Hatchery.Core.Tests.Policies.Explanation;

public sealed class AuthorizationTestTests
{
    const string Topic = "arn:aws:iot:us-east-1:000000000000:topic/";

    static readonly AttachedPolicy Allowing = Policy("allowing", $$"""{"Effect":"Allow","Action":"iot:Publish","Resource":"{{Topic}}a/*"}""");
    static readonly AttachedPolicy Denying = Policy("denying", $$"""{"Effect":"Deny","Action":"iot:*","Resource":"{{Topic}}a/secret"}""");
    static readonly AttachedPolicy Silent = Policy("silent", $$"""{"Effect":"Allow","Action":"iot:Receive","Resource":"*"}""");
    static readonly AttachedPolicy ByClient = Policy("by-client", $$"""
        {"Effect":"Allow","Action":"iot:Publish","Resource":"{{Topic}}${iot:ClientId}/*","Condition":{"StringEquals":{"iot:DomainName":"x"} } }
        """);

    [Fact]
    public void An_allowed_resource_names_who_allows_and_who_is_silent()
    {
        var test = AuthorizationTest.Run([Allowing, Denying, Silent], "iot:Publish", [Topic + "a/b"], new PolicyContext());

        Assert.Equal(AuthorizationOutcome.Allowed, test.Outcome);
        Assert.Equal(["allowing"], test.Allowing.Select(name => name.Value));
        Assert.Equal(["denying", "silent"], test.Silent.Select(name => name.Value));
        Assert.Empty(test.Denying);
    }

    [Fact]
    public void One_denied_resource_denies_all()
    {
        var test = AuthorizationTest.Run([Allowing, Denying], "iot:Publish", [Topic + "a/b", Topic + "a/secret"], new PolicyContext());

        Assert.Equal(AuthorizationOutcome.ExplicitDeny, test.Outcome);
        Assert.Equal(["denying"], test.Denying.Select(name => name.Value));
    }

    [Fact]
    public void One_resource_that_nothing_allows_is_an_implicit_deny() =>
        Assert.Equal(AuthorizationOutcome.ImplicitDeny, AuthorizationTest.Run([Allowing], "iot:Publish", [Topic + "a/b", Topic + "c"], new PolicyContext()).Outcome);

    [Fact]
    public void What_has_no_value_is_named_for_the_action_that_was_asked()
    {
        Assert.Equal(["iot:ClientId", "iot:DomainName"], AuthorizationTest.Run([ByClient, Silent], "iot:Publish", [Topic + "c/x"], new PolicyContext()).MissingValues);
        Assert.Equal(["iot:DomainName"], AuthorizationTest.Run([ByClient], "iot:Publish", [Topic + "c/x"], new PolicyContext { ClientId = "c" }).MissingValues);
        Assert.Empty(AuthorizationTest.Run([ByClient], "iot:Receive", [Topic + "c/x"], new PolicyContext()).MissingValues);
    }

    [Fact]
    public void A_trail_has_every_statement_and_where_each_parted()
    {
        var trail = StatementTrail.OfAll([Allowing, Denying, Silent, ByClient], "iot:Publish", Topic + "c/x", new PolicyContext { ClientId = "c" });

        Assert.Equal([TrailEnd.Resource, TrailEnd.Resource, TrailEnd.Action, TrailEnd.Condition], trail.Select(statement => statement.End));
        Assert.Contains("fits up to 'topic/'", trail[0].Why);
        Assert.Equal(("iot:ClientId", "c"), (trail[3].Variables[0].Name, trail[3].Variables[0].Values.Single()));
        Assert.Contains("no server name", trail[3].Variables[1].WhyMissing);
    }

    [Fact]
    public void Rights_have_the_values_of_variables_put_in()
    {
        var rights = Right.Of([ByClient, Denying], new PolicyContext { ClientId = "sensor" });

        Assert.Contains(rights, right => right is { Action: "iot:Publish", Resource: "topic/sensor/*", IsAllow: true } && right.WhyNot!.Contains("iot:DomainName", StringComparison.Ordinal));
        Assert.Contains(rights, right => right is { Action: "iot:Receive", Resource: "topic/a/secret", IsAllow: false, WhyNot: null });
        Assert.DoesNotContain(rights, right => right.Action == "iot:Subscribe");
    }

    [Theory]
    [InlineData("iot:Subscribe", "arn:aws:iot:us-east-1:000000000000:topic/a", "asked with topicfilter/")]
    [InlineData("iot:Publsh", "arn:aws:iot:us-east-1:000000000000:topic/a", "Did you mean 'iot:Publish'?")]
    [InlineData("iot:Publish", "arn:aws:iot:eu-west-1:000000000000:topic/a", "this server's are arn:aws:iot:us-east-1:")]
    [InlineData("iot:Publish", "arn:aws:iot:us-east-1:000000000000:topic/$aws/provisioning-templates/fleeet/provision/json", "Did you mean 'fleet'?")]
    [InlineData("iot:Publish", "arn:aws:iot:us-east-1:000000000000:topic/a/#", "topicfilter/")]
    [InlineData("iot:Publish", "a/b", "no ARN")]
    public void An_odd_request_is_told_so(string action, string resource, string hint) =>
        Assert.Contains(RequestHints.Of(action, resource, new AwsAccount("us-east-1", "000000000000"), ["fleet"]), text => text.Contains(hint, StringComparison.Ordinal));

    static AttachedPolicy Policy(string name, string statement) =>
        new(new PolicyName(name), "1", PolicyDocument.ParseOrThrow($$"""{"Version":"2012-10-17","Statement":[{{statement}}]}"""));
}
