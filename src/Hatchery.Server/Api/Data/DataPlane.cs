using Hatchery.Core;

namespace Hatchery.Server.Api.Data;

/// <summary>AWS IoT's data plane by HTTP: one line for each operation. Source: AWS IoT Data Plane service model 2015-05-28.</summary>
public static class DataPlane
{
    /// <summary>The CLI signs for the one; device SDKs, and clients of the data endpoint, for the other.</summary>
    public static readonly IReadOnlyList<string> SigningNames = ["iotdata", "iotdevicegateway"];

    public static IReadOnlyList<ApiOperation> Operations { get; } =
    [
        new("Publish", "POST", "/topics/{topic}", Publish.Handle),
        new("GetRetainedMessage", "GET", "/retainedMessage/{topic}", GetRetainedMessage.Handle),
        new("ListRetainedMessages", "GET", "/retainedMessage", ListRetainedMessages.Handle),
        new("DeleteConnection", "DELETE", "/connections/{clientId}", DeleteConnection.Handle),
    ];

    /// <summary>Known, and refused by name: shadows.</summary>
    public static IReadOnlyList<ApiOperation> Unbuilt { get; } =
    [
        OperationTable.Later("GetThingShadow", "GET", "/things/{thingName}/shadow"),
        OperationTable.Later("UpdateThingShadow", "POST", "/things/{thingName}/shadow"),
        OperationTable.Later("DeleteThingShadow", "DELETE", "/things/{thingName}/shadow"),
        OperationTable.Later("ListNamedShadowsForThing", "GET", "/api/things/shadow/ListNamedShadowsForThing/{thingName}"),
    ];

    public static OperationRouter Router => new([.. Operations, .. Unbuilt], Unknown, TopicTarget.Segments);

    static AwsError Unknown(string method, RawTarget target)
    {
        string[] allowed = [.. Operations.Where(operation => IsPathOf(operation, TopicTarget.Segments(target))).Select(operation => operation.Method)];
        return allowed.Length > 0
            ? new AwsError(AwsErrorCode.MethodNotAllowed, $"{method} is not allowed here; use {string.Join(" or ", allowed)}")
            : new AwsError(AwsErrorCode.UnknownOperation, $"This server knows no operation {method} {NearMiss.Quote(target.Path)} of AWS IoT's data plane");
    }

    static bool IsPathOf(ApiOperation operation, IReadOnlyList<string> segments)
    {
        var parts = operation.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == segments.Count && parts[0] == segments[0];
    }
}
