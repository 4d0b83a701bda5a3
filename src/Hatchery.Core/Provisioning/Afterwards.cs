using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Policies.Explanation;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning;

/// <summary>What a device may do when it comes back as itself.</summary>
/// <param name="ClientId">The thing's name, which is what most devices connect under.</param>
/// <param name="Checks">Some requests that nearly every device makes, and the answers.</param>
public sealed record Afterwards(string ClientId, IReadOnlyList<AccessCheck> Checks, IReadOnlyList<Right> Rights)
{
    const string Connect = "iot:Connect";

    /// <summary>Ids without a name: what a client that has no id of its own would take.</summary>
    const string AnotherClientId = "another-client-id";

    /// <summary>It may connect, and under its thing's name alone: the slip that most devices fail on after provisioning.</summary>
    public bool MustConnectAsThing => Checks[0].Decision.IsAllowed && !Checks[1].Decision.IsAllowed;

    /// <param name="thing">Null when the template makes none.</param>
    public static Afterwards Read(IRegistryTransaction registry, CertificateId certificate, CertificateFacts? facts, ThingName? thing, AwsAccount account)
    {
        var clientId = thing?.Value ?? AnotherClientId;
        var (policies, context) = Connection(clientId);
        List<(string Action, string Tail)> asked = [(Connect, $"client/{clientId}")];
        if (thing is { } name)
        {
            asked.AddRange(
            [
                ("iot:Publish", $"topic/$aws/things/{name}/shadow/update"),
                ("iot:Subscribe", $"topicfilter/$aws/things/{name}/shadow/update/accepted"),
                ("iot:Receive", $"topic/$aws/things/{name}/shadow/update/accepted"),
            ]);
        }

        var checks = asked.ConvertAll(request => Check(request.Action, request.Tail, policies, context));
        var (otherPolicies, otherContext) = Connection(AnotherClientId);
        checks.Insert(1, Check(Connect, $"client/{AnotherClientId}", otherPolicies, otherContext));
        return new Afterwards(clientId, checks, Right.Of(policies, context));

        AccessCheck Check(string action, string tail, IReadOnlyList<AttachedPolicy> among, PolicyContext on) =>
            new(action, tail, PolicyEvaluator.Evaluate(among, action, account.IotArn(tail.Split('/', 2)[0], tail.Split('/', 2)[1]), on));

        (IReadOnlyList<AttachedPolicy> Policies, PolicyContext Context) Connection(string id)
        {
            var effective = EffectivePolicies.Read(registry, certificate, id, version => PolicyDocument.ParseOrThrow(version.Document));
            return (effective.Policies, new PolicyContext { ClientId = id, Thing = effective.Thing, Certificate = facts });
        }
    }
}

/// <summary>One request and its answer.</summary>
/// <param name="Resource">What follows the account in the ARN.</param>
public sealed record AccessCheck(string Action, string Resource, Decision Decision);
