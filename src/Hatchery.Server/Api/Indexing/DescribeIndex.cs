using Hatchery.Core.Things.Search;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.Indexing;

/// <summary>The index reads the registry itself, so it is never being built.</summary>
public static class DescribeIndex
{
    public sealed record Response(string IndexName, string IndexStatus, string Schema);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = request.NameLabel("indexName");
        var configuration = await services.Registry.ReadAsync(tx => tx.ThingIndex.Configuration, ct);
        IndexNames.Require(name, configuration);
        return ApiResponse.Json(new Response(name, "ACTIVE", Schema(configuration)), IndexingJson.Default.DescribeIndexResponse);
    }

    static string Schema(IndexingConfiguration configuration) => configuration.Connectivity ? "REGISTRY_AND_CONNECTIVITY_STATUS" : "REGISTRY";
}
