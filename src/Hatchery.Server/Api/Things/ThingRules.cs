using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.Things;

/// <summary>Rules about things that several operations share.</summary>
static class ThingRules
{
    public static ThingName Name(ApiRequest request) => new(request.NameLabel("thingName"));

    public static string Arn(ThingName name, AwsAccount account) => account.IotArn("thing", name.Value);

    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public static Thing Existing(this IThings things, ThingName name) =>
        things.Find(name) ?? throw AwsError.NotFound($"Thing {name} not found");

    /// <summary>A type that a thing may be given: it exists and isn't deprecated.</summary>
    /// <exception cref="AwsError">ResourceNotFoundException or InvalidRequestException.</exception>
    public static void DemandUsable(this IThingTypes types, ThingTypeName name)
    {
        var type = types.Find(name) ?? throw AwsError.NotFound($"Thing type {name} not found");
        if (type.DeprecatedAt is not null)
        {
            throw AwsError.InvalidRequest($"Thing type {name} is deprecated: no thing can be given it");
        }
    }

    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static void DemandAttributeCount(Thing thing)
    {
        if (thing.TypeName is null && thing.Attributes.Count > Limits.AttributesWithoutTypeMax)
        {
            throw AwsError.InvalidRequest($"To use more than {Limits.AttributesWithoutTypeMax} attributes, a thing must have a type specified.");
        }

        AttributePayload.DemandAtMostMax(thing.Attributes.Count, "thing");
    }
}
