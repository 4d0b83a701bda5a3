using System.Text.Json.Serialization;

namespace Hatchery.Server;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ServerInfo))]
sealed partial class ServerInfoJson : JsonSerializerContext;
