using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingGroups;

public static class UpdateThingGroup
{
    public sealed record Request(ThingGroupProperties? ThingGroupProperties = null, long? ExpectedVersion = null);

    public sealed record Response(long Version);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(ThingGroupsJson.Default.UpdateThingGroupRequest);
        var validation = new Validation().NameLabel(request, "thingGroupName").Required("thingGroupProperties", body.ThingGroupProperties);
        body.ThingGroupProperties?.Check(validation);
        validation.ThrowIfAny();
        var name = ThingGroupRules.Name(request);
        var properties = body.ThingGroupProperties!;

        var version = await services.Registry.TransactAsync(
            tx =>
            {
                var group = tx.ThingGroups.Existing(name);
                ExpectedVersion.Demand(body.ExpectedVersion, group.Version, $"thing group {name}");
                var updated = properties.ApplyTo(group) with { Version = group.Version + 1 };
                AttributePayload.DemandAtMostMax(updated.Attributes.Count, "thing group");
                tx.ThingGroups.Update(updated);
                return updated.Version;
            },
            ct);
        return ApiResponse.Json(new Response(version), ThingGroupsJson.Default.UpdateThingGroupResponse);
    }
}
