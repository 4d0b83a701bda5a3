using Hatchery.Core;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.BillingGroups;

/// <summary>The body of AddThingToBillingGroup and RemoveThingFromBillingGroup: thing and group, each by name or by ARN.</summary>
public sealed record BillingMembershipRequest(
    string? BillingGroupName = null,
    string? BillingGroupArn = null,
    string? ThingName = null,
    string? ThingArn = null)
{
    /// <exception cref="AwsError">InvalidRequestException when one is missing, malformed, or named in two different ways.</exception>
    public (BillingGroupName Group, ThingName Thing) Read(AwsAccount account)
    {
        var group = ResourceArn.NameOf("billingGroupName", BillingGroupName, "billingGroupArn", BillingGroupArn, "billinggroup", account);
        var thing = ResourceArn.NameOf("thingName", ThingName, "thingArn", ThingArn, "thing", account);
        new Validation().RegistryName("billingGroupName", group).RegistryName("thingName", thing).ThrowIfAny();
        return (new BillingGroupName(group), new ThingName(thing));
    }
}
