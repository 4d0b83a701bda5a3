using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.BillingGroups;

/// <summary>The properties of a billing group on the wire.</summary>
public sealed record BillingGroupProperties(string? BillingGroupDescription = null)
{
    public static BillingGroupProperties Of(BillingGroup group) => new(group.Description);

    public Validation Check(Validation validation) =>
        validation.Description("billingGroupProperties.billingGroupDescription", BillingGroupDescription);

    /// <summary>An absent description leaves the group as it is; an empty one removes it.</summary>
    public BillingGroup ApplyTo(BillingGroup group) => group with
    {
        Description = BillingGroupDescription switch
        {
            null => group.Description,
            "" => null,
            var description => description,
        },
    };
}
