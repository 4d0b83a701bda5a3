namespace Hatchery.Server.Api.Tags;

/// <summary>Succeeds, too, for keys that the resource doesn't have.</summary>
public static class UntagResource
{
    public sealed record Request(string? ResourceArn = null, IReadOnlyList<string?>? TagKeys = null);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(TagsJson.Default.UntagResourceRequest);
        var validation = new Validation().Required("tagKeys", body.TagKeys);
        foreach (var key in body.TagKeys ?? [])
        {
            validation.Key("tagKeys", key);
        }

        var resource = TaggableTypes.Parse(body.ResourceArn, validation, services.Account);
        return await services.Registry.TransactAsync(
            tx =>
            {
                TaggableTypes.DemandExists(tx, resource, services.Account);
                foreach (var key in body.TagKeys!)
                {
                    tx.Tags.Remove(resource, key!);
                }

                return ApiResponse.Empty;
            },
            ct);
    }
}
