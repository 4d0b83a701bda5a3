namespace Hatchery.Server.Api.ThingGroups;

public static class DescribeThingGroup
{
    public sealed record Metadata(string? ParentGroupName, IReadOnlyList<GroupNameAndArn> RootToParentThingGroups, DateTimeOffset CreationDate);

    public sealed record Response(
        string ThingGroupName,
        string ThingGroupId,
        string ThingGroupArn,
        long Version,
        ThingGroupProperties ThingGroupProperties,
        Metadata ThingGroupMetadata);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = ThingGroupRules.Name(request);
        var (group, ancestors) = await services.Registry.ReadAsync(tx => (tx.ThingGroups.Existing(name), tx.ThingGroups.Ancestors(name)), ct);
        var response = new Response(
            name.Value,
            group.Id,
            ThingGroupRules.Arn(name, services.Account),
            group.Version,
            ThingGroupProperties.Of(group),
            new Metadata(
                group.Parent?.Value,
                [.. ancestors.Select(ancestor => GroupNameAndArn.Of(ancestor.Name, services.Account))],
                group.CreatedAt));
        return ApiResponse.Json(response, ThingGroupsJson.Default.DescribeThingGroupResponse);
    }
}
