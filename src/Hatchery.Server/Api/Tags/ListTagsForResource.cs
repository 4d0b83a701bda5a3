using Hatchery.Core;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Tags;

/// <summary>
/// Takes no page size. A page holds all tags that a resource can have, since some clients (Terraform) don't ask for a second one.
/// </summary>
public static class ListTagsForResource
{
    public sealed record Response(IReadOnlyList<TagMember> Tags, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var resource = TaggableTypes.Parse(request.Query("resourceArn"), new Validation(), services.Account);
        var page = new PageRequest(Limits.TagsPerResourceMax, Paging.Position("nextToken", request.Query("nextToken")));
        var tags = await services.Registry.ReadAsync(
            tx =>
            {
                TaggableTypes.DemandExists(tx, resource, services.Account);
                return tx.Tags.List(resource, page);
            },
            ct);
        var items = tags.Items.Select(tag => new TagMember(tag.Key, tag.Value));
        return ApiResponse.Json(new Response([.. items], Paging.Token(tags.Next)), TagsJson.Default.ListTagsForResourceResponse);
    }
}
