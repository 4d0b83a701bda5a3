using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingGroups;

public static class ListThingGroups
{
    public sealed record Response(IReadOnlyList<GroupNameAndArn> ThingGroups, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (page, filter) = Together.Read(() => Paging.ByToken(request), () => Filter(request));
        var groups = await services.Registry.ReadAsync(
            tx =>
            {
                if (filter.Parent is { } parent)
                {
                    tx.ThingGroups.Existing(parent);
                }

                return tx.ThingGroups.List(filter, page);
            },
            ct);
        var items = groups.Items.Select(group => GroupNameAndArn.Of(group.Name, services.Account));
        return ApiResponse.Json(new Response([.. items], Paging.Token(groups.Next)), ThingGroupsJson.Default.ListThingGroupsResponse);
    }

    static ThingGroupFilter Filter(ApiRequest request)
    {
        var parent = request.Query("parentGroup");
        var prefix = request.Query("namePrefixFilter");
        new Validation().RegistryName("parentGroup", parent).RegistryName("namePrefixFilter", prefix).ThrowIfAny();

        // Unlike most flags, an absent `recursive` means true: its shape in AWS's model has no default, and lists hold all descendants.
        return new ThingGroupFilter(
            parent is null ? null : new ThingGroupName(parent),
            prefix,
            Recursive: request.Query("recursive") is null || request.QueryFlag("recursive"));
    }
}
