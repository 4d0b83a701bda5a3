using Hatchery.Core;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingGroups;

/// <summary>
/// The body of AddThingToThingGroup and RemoveThingFromThingGroup: thing and group, each by name or by ARN.
/// AWS's <c>overrideDynamicGroups</c> does nothing: it lets dynamic groups give way, and there are none to do so.
/// </summary>
public sealed record MembershipRequest(
    string? ThingGroupName = null,
    string? ThingGroupArn = null,
    string? ThingName = null,
    string? ThingArn = null,
    bool? OverrideDynamicGroups = null)
{
    /// <exception cref="AwsError">InvalidRequestException when one is missing, malformed, or named in two different ways.</exception>
    public (ThingGroupName Group, ThingName Thing) Read(AwsAccount account)
    {
        var group = ResourceArn.NameOf("thingGroupName", ThingGroupName, "thingGroupArn", ThingGroupArn, "thinggroup", account);
        var thing = ResourceArn.NameOf("thingName", ThingName, "thingArn", ThingArn, "thing", account);
        new Validation().RegistryName("thingGroupName", group).RegistryName("thingName", thing).ThrowIfAny();
        return (new ThingGroupName(group), new ThingName(thing));
    }
}
