using Hatchery.Core;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.Things;

/// <summary>Whether a thing's device is connected now, under the thing's name as its client id.</summary>
public static class GetThingConnectivityData
{
    /// <summary>AWS IoT service model, DisconnectReasonValue.</summary>
    static readonly HashSet<string> Reasons =
    [
        "AUTH_ERROR", "CLIENT_INITIATED_DISCONNECT", "CLIENT_ERROR", "CONNECTION_LOST", "DUPLICATE_CLIENTID", "FORBIDDEN_ACCESS", "MQTT_KEEP_ALIVE_TIMEOUT",
        "SERVER_ERROR", "SERVER_INITIATED_DISCONNECT", "THROTTLED", "WEBSOCKET_TTL_EXPIRATION", "CUSTOMAUTH_TTL_EXPIRATION",
    ];

    public sealed record Response(string ThingName, bool Connected, DateTimeOffset? Timestamp, string DisconnectReason);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = ThingRules.Name(request);
        var latest = services.Connectivity?.Latest(name);
        var written = await services.Registry.ReadAsync(
            tx =>
            {
                tx.Things.Existing(name);
                return tx.ThingIndex.Configuration.Connectivity
                    ? tx.ThingConnectivity.Find(name)
                    : throw new AwsError(AwsErrorCode.IndexNotReady, "The connectivity of things isn't indexed: set thingConnectivityIndexingMode to STATUS by UpdateIndexingConfiguration");
            },
            ct);
        var connectivity = latest ?? written ?? ThingConnectivity.Never;
        return ApiResponse.Json(
            new Response(name.Value, connectivity.IsConnected, connectivity.Since, ReasonOf(connectivity)), ThingsJson.Default.GetThingConnectivityDataResponse);
    }

    static string ReasonOf(ThingConnectivity connectivity) => connectivity switch
    {
        { IsConnected: true } => "NONE",
        { DisconnectReason: "API_INITIATED_DISCONNECT" } => ThingConnectivity.ServerInitiated, // this operation's enum lacks it
        { DisconnectReason: { } reason } when Reasons.Contains(reason) => reason,
        _ => "UNKNOWN",
    };
}
