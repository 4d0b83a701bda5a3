using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Provisioning;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(CreateProvisioningClaimResponse))]
[JsonSerializable(typeof(RegisterThingRequest))]
[JsonSerializable(typeof(RegisterThingResponse))]
[JsonSerializable(typeof(StartThingRegistrationTaskRequest))]
[JsonSerializable(typeof(StartThingRegistrationTaskResponse))]
[JsonSerializable(typeof(DescribeThingRegistrationTaskResponse))]
[JsonSerializable(typeof(StopThingRegistrationTaskResponse))]
[JsonSerializable(typeof(ListThingRegistrationTasksResponse))]
[JsonSerializable(typeof(ListThingRegistrationTaskReportsResponse))]
sealed partial class ProvisioningJson : JsonSerializerContext;
