namespace Hatchery.Server.Api.ThingGroups;

public static class ListThingsInThingGroup
{
    public sealed record Response(IReadOnlyList<string> Things, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (name, page) = Together.Read(() => ThingGroupRules.Name(request), () => Paging.ByToken(request));
        var recursive = request.QueryFlag("recursive");
        var things = await services.Registry.ReadAsync(
            tx =>
            {
                tx.ThingGroups.Existing(name);
                return tx.ThingGroups.ThingsIn(name, recursive, page);
            },
            ct);
        var names = things.Items.Select(thing => thing.Value);
        return ApiResponse.Json(new Response([.. names], Paging.Token(things.Next)), ThingGroupsJson.Default.ListThingsInThingGroupResponse);
    }
}
