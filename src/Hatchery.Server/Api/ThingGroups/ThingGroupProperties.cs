using Hatchery.Core;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingGroups;

/// <summary>The properties of a thing group on the wire.</summary>
public sealed record ThingGroupProperties(string? ThingGroupDescription = null, AttributePayload? AttributePayload = null)
{
    /// <summary>Without a payload when there are no attributes: Terraform takes an empty one for a difference.</summary>
    public static ThingGroupProperties Of(ThingGroup group) => new(
        group.Description,
        group.Attributes.Count == 0 ? null : new AttributePayload(group.Attributes!));

    /// <summary>Adds what is wrong to <paramref name="validation"/>.</summary>
    /// <exception cref="AwsError">InvalidRequestException for too many attributes.</exception>
    public Validation Check(Validation validation)
    {
        validation.Description("thingGroupProperties.thingGroupDescription", ThingGroupDescription);
        AttributePayload?.Check(validation, "thingGroupProperties.attributePayload.attributes", "thing group");
        return validation;
    }

    /// <summary>Absent members leave the group as it is; an empty description removes it.</summary>
    public ThingGroup ApplyTo(ThingGroup group) => group with
    {
        Description = ThingGroupDescription switch
        {
            null => group.Description,
            "" => null,
            var description => description,
        },
        Attributes = AttributePayload?.ApplyTo(group.Attributes) ?? group.Attributes,
    };
}
