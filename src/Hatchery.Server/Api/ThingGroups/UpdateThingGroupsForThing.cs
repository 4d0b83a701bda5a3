using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingGroups;

public static class UpdateThingGroupsForThing
{
    public sealed record Request(
        string? ThingName = null,
        IReadOnlyList<string?>? ThingGroupsToAdd = null,
        IReadOnlyList<string?>? ThingGroupsToRemove = null,
        bool? OverrideDynamicGroups = null);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(ThingGroupsJson.Default.UpdateThingGroupsForThingRequest);
        var validation = new Validation().Required("thingName", body.ThingName).RegistryName("thingName", body.ThingName);
        var toAdd = Names(body.ThingGroupsToAdd, "thingGroupsToAdd", validation);
        var toRemove = Names(body.ThingGroupsToRemove, "thingGroupsToRemove", validation);
        validation.ThrowIfAny();

        var thing = new ThingName(body.ThingName!);
        return await services.Registry.TransactAsync(
            tx =>
            {
                tx.Things.Existing(thing);

                // Removals first, so that a thing can move within a hierarchy in one request.
                foreach (var group in toRemove)
                {
                    tx.ThingGroups.Existing(group);
                    tx.ThingGroups.RemoveThing(group, thing);
                }

                foreach (var group in toAdd)
                {
                    tx.ThingGroups.Existing(group);
                    Membership.Add(tx.ThingGroups, group, thing);
                }

                return ApiResponse.Empty;
            },
            ct);
    }

    static IReadOnlyList<ThingGroupName> Names(IReadOnlyList<string?>? names, string member, Validation validation)
    {
        foreach (var name in names ?? [])
        {
            validation.Required(member, name).RegistryName(member, name);
        }

        return [.. (names ?? []).OfType<string>().Distinct().Select(name => new ThingGroupName(name))];
    }
}
