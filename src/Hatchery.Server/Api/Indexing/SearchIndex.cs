using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things.Search;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.Indexing;

/// <summary>Things by fleet indexing's query language, by name. A page may be short, or empty, though another follows.</summary>
public static class SearchIndex
{
    /// <summary>The one version of the query language that AWS has.</summary>
    const string QueryVersion = "2017-09-30";

    public sealed record Request(
        string? IndexName = null, string? QueryString = null, string? NextToken = null, int? MaxResults = null, string? QueryVersion = null);

    public sealed record Response(IReadOnlyList<FoundThing> Things, string? NextToken);

    public sealed record FoundThing(
        string ThingName,
        string ThingId,
        string? ThingTypeName,
        IReadOnlyList<string> ThingGroupNames,
        IReadOnlyDictionary<string, string> Attributes,
        Connectivity? Connectivity);

    /// <param name="Timestamp">Unix milliseconds.</param>
    public sealed record Connectivity(bool Connected, long? Timestamp, string? DisconnectReason);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(IndexingJson.Default.SearchIndexRequest);
        new Validation()
            .RegistryName("indexName", body.IndexName)
            .Required("queryString", body.QueryString)
            .Text("queryString", body.QueryString, pattern: null, 1, int.MaxValue)
            .Range("maxResults", body.MaxResults, 1, Limits.SearchResultsMax)
            .ThrowIfAny();
        if (body.QueryVersion is { } version && version != QueryVersion)
        {
            throw AwsError.InvalidRequest($"There is no query version {NearMiss.Quote(version)}: leave it out, or write {QueryVersion}");
        }

        var page = new PageRequest(body.MaxResults ?? Limits.SearchResultsMax, Paging.Position("nextToken", body.NextToken));
        var (found, hasConnectivity) = await services.Registry.ReadAsync(
            tx =>
            {
                var configuration = tx.ThingIndex.Configuration;
                IndexNames.Require(body.IndexName ?? IndexNames.Things, configuration);
                return (tx.ThingIndex.Search(ThingQueryParser.Parse(body.QueryString!, configuration.Connectivity), page), configuration.Connectivity);
            },
            ct);
        return ApiResponse.Json(
            new Response([.. found.Items.Select(thing => Of(thing, hasConnectivity))], Paging.Token(found.Next)), IndexingJson.Default.SearchIndexResponse);
    }

    static FoundThing Of(ThingDocument found, bool hasConnectivity) => new(
        found.Thing.Name.Value,
        found.Thing.Id,
        found.Thing.TypeName?.Value,
        found.GroupNames,
        found.Thing.Attributes,
        hasConnectivity
            ? new Connectivity(found.Connectivity.IsConnected, found.Connectivity.Since?.ToUnixTimeMilliseconds(), found.Connectivity.DisconnectReason)
            : null);
}
