using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.ThingTypes;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(CreateThingType.Request), TypeInfoPropertyName = "CreateThingTypeRequest")]
[JsonSerializable(typeof(CreateThingType.Response), TypeInfoPropertyName = "CreateThingTypeResponse")]
[JsonSerializable(typeof(DescribeThingType.Response), TypeInfoPropertyName = "DescribeThingTypeResponse")]
[JsonSerializable(typeof(UpdateThingType.Request), TypeInfoPropertyName = "UpdateThingTypeRequest")]
[JsonSerializable(typeof(DeprecateThingType.Request), TypeInfoPropertyName = "DeprecateThingTypeRequest")]
[JsonSerializable(typeof(ListThingTypes.Response), TypeInfoPropertyName = "ListThingTypesResponse")]
sealed partial class ThingTypesJson : JsonSerializerContext;
