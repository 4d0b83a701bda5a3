namespace Hatchery.Server.Api.Data;

/// <summary>Publishes a message to MQTT clients. Source: AWS IoT Data Plane API, Publish.</summary>
static class Publish
{
    /// <summary>The model has no output; AWS answers so all the same.</summary>
    public sealed record Response(string Message, string TraceId)
    {
        public static ApiResponse Of(string traceId) => ApiResponse.Json(new Response("OK", traceId), DataJson.Default.PublishResponse);
    }

    public static ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        services.Gateway.PublishByHttp(PublishRequest.Read(request));
        return ValueTask.FromResult(Response.Of(request.Call!.Id));
    }
}
