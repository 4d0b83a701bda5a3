using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Tags;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TagResource.Request), TypeInfoPropertyName = "TagResourceRequest")]
[JsonSerializable(typeof(UntagResource.Request), TypeInfoPropertyName = "UntagResourceRequest")]
[JsonSerializable(typeof(ListTagsForResource.Response), TypeInfoPropertyName = "ListTagsForResourceResponse")]
sealed partial class TagsJson : JsonSerializerContext;
