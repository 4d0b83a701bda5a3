using Hatchery.Core;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.Policies;

/// <summary>
/// The policies that reach a device: those of its principal, and those of the groups of a thing with their parents.
/// Source: AWS IoT API, GetEffectivePolicies.
/// </summary>
static class GetEffectivePolicies
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(PoliciesJson.Default.GetEffectivePoliciesRequest);
        NotBuilt.Refuse("cognitoIdentityPoolId", body.CognitoIdentityPoolId);
        var thing = request.Query("thingName");
        new Validation().RegistryName("thingName", thing).ThrowIfAny();
        var principal = body.Principal is null ? null : PolicyTargetArn.Parse(body.Principal, services.Account) as PolicyTarget?;
        if (thing is null && principal is null)
        {
            throw AwsError.InvalidRequest("Give a principal, a thingName, or both");
        }

        var policies = await services.Registry.ReadAsync(
            tx => tx.Policies.DefaultVersionsFor([.. OfPrincipal(tx, principal).Concat(OfThing(tx, thing)).Distinct()]), ct);
        var response = new GetEffectivePoliciesResponse(
            [.. policies.Select(version => new EffectivePolicy(version.PolicyName.Value, services.PolicyArn(version.PolicyName), version.Document))]);
        return ApiResponse.Json(response, PoliciesJson.Default.GetEffectivePoliciesResponse);
    }

    static IEnumerable<PolicyTarget> OfPrincipal(IRegistryTransaction tx, PolicyTarget? principal)
    {
        if (principal is not { } target)
        {
            return [];
        }

        tx.Require(target);
        return target.Kind == PolicyTargetKind.ThingGroup
            ? [target, .. tx.ThingGroups.Ancestors(new ThingGroupName(target.Key)).Select(group => PolicyTarget.ThingGroup(group.Name))]
            : [target];
    }

    static IEnumerable<PolicyTarget> OfThing(IRegistryTransaction tx, string? thing) => thing is null
        ? []
        : tx.ThingGroups.GroupsAndParentsOf(tx.Things.Existing(new ThingName(thing)).Name).Select(PolicyTarget.ThingGroup);
}

sealed record GetEffectivePoliciesRequest(string? Principal, string? CognitoIdentityPoolId);

sealed record GetEffectivePoliciesResponse(IReadOnlyList<EffectivePolicy> EffectivePolicies);

sealed record EffectivePolicy(string PolicyName, string PolicyArn, string PolicyDocument);
