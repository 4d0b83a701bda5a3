using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Hatchery;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(ListOperations.Response), TypeInfoPropertyName = "ListOperationsResponse")]
sealed partial class HatcheryJson : JsonSerializerContext;
