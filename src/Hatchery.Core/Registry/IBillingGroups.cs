using Hatchery.Core.Things;

namespace Hatchery.Core.Registry;

public interface IBillingGroups
{
    BillingGroup? Find(BillingGroupName name);

    /// <exception cref="AwsError">ResourceAlreadyExistsException when the name is taken.</exception>
    void Insert(BillingGroup group);

    /// <summary>Replaces description and version.</summary>
    void Update(BillingGroup group);

    /// <summary>With its tags. Its things stay, in no billing group.</summary>
    bool Delete(BillingGroupName name);

    /// <summary>By name.</summary>
    Page<BillingGroup> List(string? namePrefix, PageRequest page);

    int Count();

    /// <summary>A thing that is in another billing group leaves it.</summary>
    void AddThing(BillingGroupName group, ThingName thing);

    /// <summary>False when the thing is not in this group.</summary>
    bool RemoveThing(BillingGroupName group, ThingName thing);

    BillingGroupName? GroupOf(ThingName thing);

    Page<ThingName> ThingsIn(BillingGroupName group, PageRequest page);
}
