using Hatchery.Core.Things.Search;

namespace Hatchery.Server.Api.Indexing;

public static class GetIndexingConfiguration
{
    static readonly Field[] RegistryFields =
    [
        new("thingName", "String"), new("thingId", "String"), new("registry.version", "Number"), new("registry.thingTypeName", "String"), new("registry.thingGroupNames", "String"),
    ];

    static readonly Field[] ConnectivityFields =
    [
        new("connectivity.connected", "Boolean"), new("connectivity.timestamp", "Number"), new("connectivity.disconnectReason", "String"),
    ];

    public sealed record Response(ThingIndexing ThingIndexingConfiguration, ThingGroupIndexing ThingGroupIndexingConfiguration);

    public sealed record ThingIndexing(
        string ThingIndexingMode,
        string ThingConnectivityIndexingMode,
        string DeviceDefenderIndexingMode,
        string NamedShadowIndexingMode,
        IReadOnlyList<Field>? ManagedFields);

    public sealed record ThingGroupIndexing(string ThingGroupIndexingMode);

    /// <summary>A field of the index that nobody has to configure.</summary>
    public sealed record Field(string Name, string Type);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var configuration = await services.Registry.ReadAsync(tx => tx.ThingIndex.Configuration, ct);
        return ApiResponse.Json(new Response(Of(configuration), new ThingGroupIndexing("OFF")), IndexingJson.Default.GetIndexingConfigurationResponse);
    }

    static ThingIndexing Of(IndexingConfiguration configuration) => new(
        configuration.Registry ? "REGISTRY" : "OFF",
        configuration.Connectivity ? "STATUS" : "OFF",
        "OFF",
        "OFF",
        configuration switch
        {
            { Registry: false } => null,
            { Connectivity: false } => RegistryFields,
            _ => [.. RegistryFields, .. ConnectivityFields],
        });
}
