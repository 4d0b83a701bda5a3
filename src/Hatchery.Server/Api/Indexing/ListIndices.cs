using System.Globalization;
using Hatchery.Core;

namespace Hatchery.Server.Api.Indexing;

/// <summary>One index at most, hence one page.</summary>
public static class ListIndices
{
    public sealed record Response(IReadOnlyList<string> IndexNames);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        if (request.Query("maxResults") is { } text)
        {
            var max = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw AwsError.InvalidRequest($"Query parameter maxResults must be a whole number, not '{text}'");
            new Validation().Range("maxResults", max, 1, Limits.IndicesPageMax).ThrowIfAny();
        }

        if (Paging.Position("nextToken", request.Query("nextToken")) is not null)
        {
            throw AwsError.InvalidRequest("Invalid nextToken: it is not one that this server gave");
        }

        var configuration = await services.Registry.ReadAsync(tx => tx.ThingIndex.Configuration, ct);
        return ApiResponse.Json(new Response(configuration.Registry ? [IndexNames.Things] : []), IndexingJson.Default.ListIndicesResponse);
    }
}
