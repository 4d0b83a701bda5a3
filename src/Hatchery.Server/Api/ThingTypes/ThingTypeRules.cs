using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingTypes;

/// <summary>What the operations on thing types share.</summary>
static class ThingTypeRules
{
    public static ThingTypeName Name(ApiRequest request) => new(request.NameLabel("thingTypeName"));

    public static string Arn(ThingTypeName name, AwsAccount account) => account.IotArn("thingtype", name.Value);

    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public static ThingType Existing(this IThingTypes types, ThingTypeName name) =>
        types.Find(name) ?? throw AwsError.NotFound($"Thing type {name} not found");
}
