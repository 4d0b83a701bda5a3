using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Events;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(DescribeEventConfigurations.Response), TypeInfoPropertyName = "DescribeEventConfigurationsResponse")]
[JsonSerializable(typeof(UpdateEventConfigurations.Request), TypeInfoPropertyName = "UpdateEventConfigurationsRequest")]
sealed partial class EventsJson : JsonSerializerContext;
