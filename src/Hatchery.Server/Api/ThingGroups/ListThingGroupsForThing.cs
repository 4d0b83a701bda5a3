using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingGroups;

/// <summary>Lists the groups that the thing was put into, not their parents.</summary>
public static class ListThingGroupsForThing
{
    public sealed record Response(IReadOnlyList<GroupNameAndArn> ThingGroups, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (name, page) = Together.Read(() => ThingRules.Name(request), () => Paging.ByToken(request));
        var groups = await services.Registry.ReadAsync(
            tx =>
            {
                tx.Things.Existing(name);
                return tx.ThingGroups.GroupsOf(name, page);
            },
            ct);
        var items = groups.Items.Select(group => GroupNameAndArn.Of(group, services.Account));
        return ApiResponse.Json(new Response([.. items], Paging.Token(groups.Next)), ThingGroupsJson.Default.ListThingGroupsForThingResponse);
    }
}
