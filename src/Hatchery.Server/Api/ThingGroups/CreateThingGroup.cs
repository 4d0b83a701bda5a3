using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Tags;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingGroups;

public static class CreateThingGroup
{
    public sealed record Request(
        string? ParentGroupName = null,
        ThingGroupProperties? ThingGroupProperties = null,
        IReadOnlyList<TagMember?>? Tags = null);

    public sealed record Response(string ThingGroupName, string ThingGroupArn, string ThingGroupId);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(ThingGroupsJson.Default.CreateThingGroupRequest);
        var properties = body.ThingGroupProperties ?? new();
        var validation = new Validation().NameLabel(request, "thingGroupName").RegistryName("parentGroupName", body.ParentGroupName);
        var tags = TagRules.ReadAtCreation(body.Tags, properties.Check(validation));
        var name = ThingGroupRules.Name(request);

        var wanted = properties.ApplyTo(new ThingGroup(
            name,
            Guid.NewGuid().ToString(),
            body.ParentGroupName is { } parent ? new ThingGroupName(parent) : null,
            Description: null,
            new Dictionary<string, string>(),
            Version: 1,
            services.Time.GetUtcNow()));
        var arn = ThingGroupRules.Arn(name, services.Account);
        var group = await services.Registry.TransactAsync(
            tx =>
            {
                // AWS: the same properties again succeed with the same id, others are a conflict.
                if (tx.ThingGroups.Find(name) is { } existing)
                {
                    return SameProperties(existing, wanted) && tx.Tags.AreSame(TaggedResource.ThingGroup(name), tags)
                        ? existing
                        : throw AwsError.AlreadyExists($"Thing Group {name} already exists in current account with different properties", name.Value, arn);
                }

                if (wanted.Parent is { } parentName)
                {
                    DemandRoomBelow(tx.ThingGroups, parentName);
                }

                tx.ThingGroups.Insert(wanted);
                tx.Tags.SetAll(TaggedResource.ThingGroup(name), tags);
                return wanted;
            },
            ct);
        return ApiResponse.Json(new Response(name.Value, arn, group.Id), ThingGroupsJson.Default.CreateThingGroupResponse);
    }

    /// <exception cref="AwsError">ResourceNotFoundException, or InvalidRequestException when the hierarchy is full there.</exception>
    static void DemandRoomBelow(IThingGroups groups, ThingGroupName parent)
    {
        if (groups.Find(parent) is null)
        {
            throw AwsError.NotFound($"Parent thing group {parent} not found");
        }

        // Ancestors, the parent itself, and the new group.
        if (groups.Ancestors(parent).Count + 2 > Limits.GroupDepthMax)
        {
            throw AwsError.InvalidRequest($"A hierarchy of thing groups can be at most {Limits.GroupDepthMax} groups deep; {parent} is at its last level");
        }

        if (groups.CountChildren(parent) >= Limits.ChildGroupsMax)
        {
            throw AwsError.InvalidRequest($"Thing group {parent} already has the maximum number of direct child groups ({Limits.ChildGroupsMax})");
        }
    }

    static bool SameProperties(ThingGroup left, ThingGroup right) =>
        left.Parent == right.Parent && left.Description == right.Description && AttributePayload.Same(left.Attributes, right.Attributes);
}
