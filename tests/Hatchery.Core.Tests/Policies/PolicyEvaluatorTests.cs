using System.Text.Json.Nodes;
using CsCheck;
using Hatchery.Core.Policies;

namespace Hatchery.Core.Tests.Policies;

public sealed class PolicyEvaluatorTests
{
    [Fact]
    public void Decides_as_the_slow_evaluator_does() =>
        Gen.Select(RandomPolicies.Document.List[0, 3], RandomPolicies.Action, RandomPolicies.Resource, RandomPolicies.ClientId).Sample(
            (documents, action, resource, clientId) =>
                Word(Evaluate(documents, action, resource, clientId)) == SlowEvaluator.Evaluate(documents, action, resource, clientId),
            iter: 2_000);

    [Fact]
    public void Adding_a_policy_with_a_Deny_never_allows_more() =>
        Gen.Select(RandomPolicies.Document.List[0, 2], RandomPolicies.Document, RandomPolicies.Action, RandomPolicies.Resource, RandomPolicies.ClientId).Sample(
            (documents, more, action, resource, clientId) =>
            {
                foreach (var statement in more["Statement"]!.AsArray())
                {
                    statement!["Effect"] = "Deny";
                }

                return Evaluate(documents, action, resource, clientId).IsAllowed || !Evaluate([.. documents, more], action, resource, clientId).IsAllowed;
            },
            iter: 500);

    [Fact]
    public void The_order_of_policies_never_matters() =>
        Gen.Select(RandomPolicies.Document.List[2, 3], RandomPolicies.Action, RandomPolicies.Resource, RandomPolicies.ClientId).Sample(
            (documents, action, resource, clientId) =>
                Word(Evaluate(documents, action, resource, clientId)) == Word(Evaluate([.. Enumerable.Reverse(documents)], action, resource, clientId)),
            iter: 500);

    [Fact]
    public void Every_refusal_has_a_reason() =>
        Gen.Select(RandomPolicies.Document.List[1, 2], RandomPolicies.Action, RandomPolicies.Resource, RandomPolicies.ClientId).Sample(
            (documents, action, resource, clientId) =>
                Evaluate(documents, action, resource, clientId) is not Decision.NoMatch noMatch || noMatch.Nearest is { WhyNot.Length: > 0 },
            iter: 500);

    [Fact]
    public void Nothing_attached_is_the_implicit_deny()
    {
        var decision = PolicyEvaluator.Evaluate([], "iot:Connect", "arn:aws:iot:us-east-1:000000000000:client/a", new PolicyContext());
        Assert.False(decision.IsAllowed);
        Assert.Equal("no policy is attached", decision.Explain());
    }

    [Fact]
    public void Names_the_policy_that_decided_when_two_share_a_document()
    {
        var document = PolicyDocument.ParseOrThrow("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");
        foreach (var name in new[] { "first", "second", "first" })
        {
            var decision = PolicyEvaluator.Evaluate([new AttachedPolicy(new PolicyName(name), "3", document)], "iot:Connect", "arn:x", new PolicyContext());
            Assert.Equal($"allowed by policy {name} version 3, statement 0", decision.Explain());
        }
    }

    [Fact]
    public void Allowing_again_allocates_nothing()
    {
        const string resource = "arn:aws:iot:us-east-1:000000000000:topic/dev-1/data";
        var document = PolicyDocument.ParseOrThrow("""
            {"Statement":[
              {"Effect":"Allow","Action":"iot:Connect","Resource":"arn:aws:iot:us-east-1:000000000000:client/${iot:ClientId}"},
              {"Effect":"Allow","Action":["iot:Publish","iot:Receive"],"Resource":"arn:aws:iot:us-east-1:000000000000:topic/${iot:ClientId}/*"}]}
            """);
        AttachedPolicy[] policies = [new(new PolicyName("device"), "1", document)];
        var context = new PolicyContext { ClientId = "dev-1" };
        Assert.True(PolicyEvaluator.Evaluate(policies, "iot:Receive", resource, context).IsAllowed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            PolicyEvaluator.Evaluate(policies, "iot:Receive", resource, context);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    static Decision Evaluate(List<JsonNode> documents, string action, string resource, string? clientId) => PolicyEvaluator.Evaluate(
        [.. documents.Select((document, i) => new AttachedPolicy(new PolicyName($"p{i}"), "1", PolicyDocument.ParseOrThrow(document.ToJsonString())))],
        action, resource, new PolicyContext { ClientId = clientId });

    static string Word(Decision decision) => decision switch
    {
        Decision.Allowed => "allowed",
        Decision.Denied => "denied",
        _ => "noMatch",
    };
}
