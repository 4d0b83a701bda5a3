using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Things;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(CreateThing.Request), TypeInfoPropertyName = "CreateThingRequest")]
[JsonSerializable(typeof(CreateThing.Response), TypeInfoPropertyName = "CreateThingResponse")]
[JsonSerializable(typeof(DescribeThing.Response), TypeInfoPropertyName = "DescribeThingResponse")]
[JsonSerializable(typeof(UpdateThing.Request), TypeInfoPropertyName = "UpdateThingRequest")]
[JsonSerializable(typeof(ListThings.Response), TypeInfoPropertyName = "ListThingsResponse")]
[JsonSerializable(typeof(ListThingPrincipals.Response), TypeInfoPropertyName = "ListThingPrincipalsResponse")]
[JsonSerializable(typeof(ListThingPrincipalsV2.Response), TypeInfoPropertyName = "ListThingPrincipalsV2Response")]
[JsonSerializable(typeof(ListPrincipalThings.Response), TypeInfoPropertyName = "ListPrincipalThingsResponse")]
[JsonSerializable(typeof(ListPrincipalThingsV2.Response), TypeInfoPropertyName = "ListPrincipalThingsV2Response")]
[JsonSerializable(typeof(GetThingConnectivityData.Response), TypeInfoPropertyName = "GetThingConnectivityDataResponse")]
sealed partial class ThingsJson : JsonSerializerContext;
