using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Things.Search;

namespace Hatchery.Server.Api.Indexing;

/// <summary>
/// Switches the thing index and its connectivity on and off, at once. What this server doesn't index (shadows, violations, groups) is
/// refused by name; so are custom fields and filters, which serve those and aggregations.
/// </summary>
public static class UpdateIndexingConfiguration
{
    const string Things = "thingIndexingConfiguration";
    const string Groups = "thingGroupIndexingConfiguration";

    public sealed record Request(WantedThings? ThingIndexingConfiguration = null, WantedGroups? ThingGroupIndexingConfiguration = null);

    public sealed record WantedThings(
        string? ThingIndexingMode = null,
        string? ThingConnectivityIndexingMode = null,
        string? DeviceDefenderIndexingMode = null,
        string? NamedShadowIndexingMode = null,
        IReadOnlyList<JsonElement>? CustomFields = null,
        Filter? Filter = null);

    public sealed record Filter(IReadOnlyList<JsonElement>? NamedShadowNames = null, IReadOnlyList<JsonElement>? GeoLocations = null);

    public sealed record WantedGroups(string? ThingGroupIndexingMode = null, IReadOnlyList<JsonElement>? CustomFields = null);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(IndexingJson.Default.UpdateIndexingConfigurationRequest);
        var (things, groups) = (body.ThingIndexingConfiguration, body.ThingGroupIndexingConfiguration);
        var validation = new Validation();
        if (things is not null)
        {
            validation
                .Required($"{Things}.thingIndexingMode", things.ThingIndexingMode)
                .OneOf($"{Things}.thingIndexingMode", things.ThingIndexingMode, "OFF", "REGISTRY", "REGISTRY_AND_SHADOW")
                .OneOf($"{Things}.thingConnectivityIndexingMode", things.ThingConnectivityIndexingMode, "OFF", "STATUS")
                .OneOf($"{Things}.deviceDefenderIndexingMode", things.DeviceDefenderIndexingMode, "OFF", "VIOLATIONS")
                .OneOf($"{Things}.namedShadowIndexingMode", things.NamedShadowIndexingMode, "OFF", "ON");
        }

        if (groups is not null)
        {
            validation
                .Required($"{Groups}.thingGroupIndexingMode", groups.ThingGroupIndexingMode)
                .OneOf($"{Groups}.thingGroupIndexingMode", groups.ThingGroupIndexingMode, "OFF", "ON");
        }

        validation.ThrowIfAny();
        RefuseUnbuilt(things, groups);
        if (things is null)
        {
            return ApiResponse.Empty;
        }

        // AWS: without a word about connectivity, it isn't indexed.
        var wanted = new IndexingConfiguration(things.ThingIndexingMode == "REGISTRY", things.ThingConnectivityIndexingMode == "STATUS");
        if (wanted is { Registry: false, Connectivity: true })
        {
            throw AwsError.InvalidRequest("thingConnectivityIndexingMode can't be STATUS while thingIndexingMode is OFF");
        }

        return await services.Registry.TransactAsync(
            tx =>
            {
                tx.ThingIndex.Configure(wanted);
                return ApiResponse.Empty;
            },
            ct);
    }

    static void RefuseUnbuilt(WantedThings? things, WantedGroups? groups)
    {
        var unbuilt = new[]
        {
            (things?.ThingIndexingMode == "REGISTRY_AND_SHADOW", "thingIndexingMode REGISTRY_AND_SHADOW"),
            (things?.DeviceDefenderIndexingMode == "VIOLATIONS", "deviceDefenderIndexingMode VIOLATIONS"),
            (things?.NamedShadowIndexingMode == "ON", "namedShadowIndexingMode ON"),
            (groups?.ThingGroupIndexingMode == "ON", "thingGroupIndexingMode ON"),
            (things?.CustomFields is { Count: > 0 } || groups?.CustomFields is { Count: > 0 }, "customFields"),
            (things?.Filter is { NamedShadowNames.Count: > 0 } or { GeoLocations.Count: > 0 }, "filter"),
        };
        foreach (var (isWanted, member) in unbuilt)
        {
            if (isWanted)
            {
                throw AwsError.InvalidRequest($"{member} is not supported by this server yet; the registry and connectivity are indexed");
            }
        }
    }
}
