using System.Text.Json.Serialization;

namespace Hatchery.Server.Api;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorBody))]
sealed partial class ApiJson : JsonSerializerContext;
