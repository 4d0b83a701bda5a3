using Hatchery.Core;

namespace Hatchery.Server.Api.Data;

/// <summary>Disconnects an MQTT client. Source: AWS IoT Data Plane API, DeleteConnection.</summary>
static class DeleteConnection
{
    public static ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var clientId = request.Label("clientId");
        new Validation().Text("clientId", clientId, "[^$](?s:.*)", 1, Limits.ClientIdBytesMax).ThrowIfAny();
        return services.Gateway.Disconnect(clientId, request.QueryFlag("cleanSession"), request.QueryFlag("preventWillMessage"))
            ? ValueTask.FromResult(ApiResponse.Empty)
            : throw AwsError.NotFound($"No client {NearMiss.Quote(clientId)} is connected");
    }
}
