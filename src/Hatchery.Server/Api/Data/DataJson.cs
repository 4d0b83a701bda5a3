using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Data;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Publish.Response), TypeInfoPropertyName = "PublishResponse")]
[JsonSerializable(typeof(GetRetainedMessage.Response), TypeInfoPropertyName = "GetRetainedMessageResponse")]
[JsonSerializable(typeof(ListRetainedMessages.Response), TypeInfoPropertyName = "ListRetainedMessagesResponse")]
[JsonSerializable(typeof(DataPlaneRefusal.Body), TypeInfoPropertyName = "DataPlaneRefusalBody")]
sealed partial class DataJson : JsonSerializerContext;
