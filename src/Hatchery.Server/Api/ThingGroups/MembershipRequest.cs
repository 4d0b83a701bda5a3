using Hatchery.Core;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingGroups;

/// <summary>
/// The body of AddThingToThingGroup and RemoveThingFromThingGroup: thing and group, each by name or by ARN.
/// AWS's <c>overrideDynamicGroups</c> isn't read: it lets dynamic groups give way, and there are none to do so.
/// </summary>
public sealed record MembershipRequest(
    string? ThingGroupName = null,
    string? ThingGroupArn = null,
    string? ThingName = null,
    string? ThingArn = null)
{
    /// <exception cref="AwsError">InvalidRequestException when one is missing, malformed, or named in two different ways.</exception>
    public (ThingGroupName Group, ThingName Thing) Read(AwsAccount account)
    {
        var group = NameOf("thingGroupName", ThingGroupName, "thingGroupArn", ThingGroupArn, "thinggroup", account);
        var thing = NameOf("thingName", ThingName, "thingArn", ThingArn, "thing", account);
        new Validation().RegistryName("thingGroupName", group).RegistryName("thingName", thing).ThrowIfAny();
        return (new ThingGroupName(group), new ThingName(thing));
    }

    static string NameOf(string nameMember, string? name, string arnMember, string? arn, string type, AwsAccount account)
    {
        var fromArn = arn is null ? null : ResourceArn.NameIn(arn, type, account);
        if (name is not null && fromArn is not null && name != fromArn)
        {
            throw AwsError.InvalidRequest($"{nameMember} and {arnMember} name two different resources");
        }

        return name ?? fromArn ?? throw AwsError.InvalidRequest($"Either {nameMember} or {arnMember} must be given");
    }
}
