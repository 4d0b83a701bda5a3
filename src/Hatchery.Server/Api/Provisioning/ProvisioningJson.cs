using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Provisioning;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(CreateProvisioningClaimResponse))]
[JsonSerializable(typeof(RegisterThingRequest))]
[JsonSerializable(typeof(RegisterThingResponse))]
sealed partial class ProvisioningJson : JsonSerializerContext;
