using Hatchery.Core;

namespace Hatchery.Server.Api.Data;

/// <summary>What is retained, without payloads. Source: AWS IoT Data Plane API, ListRetainedMessages.</summary>
static class ListRetainedMessages
{
    public sealed record Summary(string Topic, long PayloadSize, int Qos, long LastModifiedTime);

    public sealed record Response(IReadOnlyList<Summary> RetainedTopics, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var page = await services.Retained.ListAsync(Paging.ByToken(request, max: Limits.RetainedPageSizeMax), ct);
        var topics = page.Items.Select(message => new Summary(message.Topic, message.PayloadBytes, message.QualityOfService, message.StoredAt.ToUnixTimeMilliseconds()));
        return ApiResponse.Json(new Response([.. topics], Paging.Token(page.Next)), DataJson.Default.ListRetainedMessagesResponse);
    }
}
