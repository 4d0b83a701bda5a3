using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Indexing;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SearchIndex.Request), TypeInfoPropertyName = "SearchIndexRequest")]
[JsonSerializable(typeof(SearchIndex.Response), TypeInfoPropertyName = "SearchIndexResponse")]
[JsonSerializable(typeof(DescribeIndex.Response), TypeInfoPropertyName = "DescribeIndexResponse")]
[JsonSerializable(typeof(ListIndices.Response), TypeInfoPropertyName = "ListIndicesResponse")]
[JsonSerializable(typeof(GetIndexingConfiguration.Response), TypeInfoPropertyName = "GetIndexingConfigurationResponse")]
[JsonSerializable(typeof(UpdateIndexingConfiguration.Request), TypeInfoPropertyName = "UpdateIndexingConfigurationRequest")]
sealed partial class IndexingJson : JsonSerializerContext;
