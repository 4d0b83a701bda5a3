using Hatchery.Core;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingTypes;

/// <summary>The properties of a thing type on the wire.</summary>
public sealed record ThingTypeProperties(
    string? ThingTypeDescription = null,
    IReadOnlyList<string?>? SearchableAttributes = null,
    Mqtt5Configuration? Mqtt5Configuration = null)
{
    public static ThingTypeProperties Of(ThingType type) =>
        new(type.Description, type.SearchableAttributes, Mqtt5Configuration.Of(type));

    /// <summary>Adds what is wrong to <paramref name="validation"/>.</summary>
    /// <exception cref="AwsError">InvalidRequestException for too many searchable attributes.</exception>
    public Validation Check(Validation validation)
    {
        const string Searchable = "thingTypeProperties.searchableAttributes";
        if (SearchableAttributes?.Count > Limits.SearchableAttributesMax)
        {
            throw AwsError.InvalidRequest($"Too many searchable attributes specified. The maximum number for a thing type is {Limits.SearchableAttributesMax}");
        }

        validation.Description("thingTypeProperties.thingTypeDescription", ThingTypeDescription);
        foreach (var name in SearchableAttributes ?? [])
        {
            validation.Required(Searchable, name).AttributeName(Searchable, name);
        }

        Mqtt5Configuration?.Check(validation);
        return validation;
    }

    /// <summary>Absent members leave the type as it is; an empty description or list removes what is there.</summary>
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public ThingType ApplyTo(ThingType type) => type with
    {
        Description = ThingTypeDescription switch
        {
            null => type.Description,
            "" => null,
            var description => description,
        },
        SearchableAttributes = SearchableAttributes is null ? type.SearchableAttributes : [.. SearchableAttributes.OfType<string>().Distinct()],
        PropagatingAttributes = Mqtt5Configuration?.Read() ?? type.PropagatingAttributes,
    };
}
