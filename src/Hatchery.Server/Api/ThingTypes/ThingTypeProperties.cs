using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingTypes;

/// <summary>The properties of a thing type on the wire.</summary>
public sealed record ThingTypeProperties(
    string? ThingTypeDescription = null,
    IReadOnlyList<string?>? SearchableAttributes = null,
    JsonElement? Mqtt5Configuration = null)
{
    public static ThingTypeProperties Of(ThingType type) => new(type.Description, type.SearchableAttributes);

    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public void Check(Validation validation)
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

        validation.ThrowIfAny();
        NotBuilt.Refuse("thingTypeProperties.mqtt5Configuration", Mqtt5Configuration);
    }
}
