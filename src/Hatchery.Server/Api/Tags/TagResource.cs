using Hatchery.Core;

namespace Hatchery.Server.Api.Tags;

/// <summary>Adds tags; a key that the resource has already gets the new value.</summary>
public static class TagResource
{
    public sealed record Request(string? ResourceArn = null, IReadOnlyList<TagMember?>? Tags = null);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(TagsJson.Default.TagResourceRequest);
        var tags = TagRules.Read(body.Tags, new Validation().Required("resourceArn", body.ResourceArn).Required("tags", body.Tags));
        var resource = TaggableTypes.Parse(body.ResourceArn, new Validation(), services.Account);
        return await services.Registry.TransactAsync(
            tx =>
            {
                TaggableTypes.DemandExists(tx, resource, services.Account);
                tx.Tags.SetAll(resource, tags);
                return tx.Tags.Count(resource) <= Limits.TagsPerResourceMax
                    ? ApiResponse.Empty
                    : throw new AwsError(AwsErrorCode.LimitExceeded, TagRules.TooMany);
            },
            ct);
    }
}
