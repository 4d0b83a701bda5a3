namespace Hatchery.Server.Signals;

/// <summary>What a line of the structured log is called. Source: AWS IoT, "CloudWatch AWS IoT log entries".</summary>
/// <param name="Type">AWS's <c>eventType</c> where it has one.</param>
/// <param name="Protocol">Null for what no client caused.</param>
/// <param name="IsFailure">Null goes by the level: a warning or an error is a failure.</param>
readonly record struct LogEvent(string Type, string? Protocol, bool? IsFailure = null)
{
    const string Mqtt = "MQTT";
    const string Http = "HTTP";

    /// <summary>By the last part of the logger's name and the name of the event.</summary>
    static readonly Dictionary<(string Logger, string Event), LogEvent> Known = new()
    {
        [("HandshakeWatch", "NotFinished")] = new("Connect", Mqtt, IsFailure: true),
        [("AlpnGate", "NotServed")] = new("Connect", Mqtt),
        [("DeviceAdmission", "NoCertificate")] = new("Connect", Mqtt),
        [("DeviceAdmission", "Refused")] = new("Connect", Mqtt),
        [("DeviceGateway", "Connected")] = new("Connect", Mqtt),
        [("DeviceGateway", "Ended")] = new("Disconnect", Mqtt),
        [("DeviceGateway", "Subscribed")] = new("Subscribe", Mqtt),
        [("DeviceGateway", "ConnectionFailed")] = new("Disconnect", Mqtt),
        [("DeviceGateway", "ReplyDropped")] = new("Publish-Out", Mqtt, IsFailure: true),
        [("DeviceGateway", "ReservedRequestFailed")] = new("Publish-In", Mqtt),
        [("DeviceGateway", "WillDropped")] = new("Publish-In", Mqtt, IsFailure: true),
        [("CreateKeysAndCertificateEndpoint", "Created")] = new("GetDeviceCredentials", Mqtt),
        [("CreateCertificateFromCsrEndpoint", "Created")] = new("GetDeviceCredentials", Mqtt),
        [("RegisterThingEndpoint", "Registered")] = new("ProvisionDevice", Mqtt),
        [("JustInTimeAdmission", "Registered")] = new("ProvisionDevice", Mqtt),
        [("JustInTimeAdmission", "Provisioned")] = new("ProvisionDevice", Mqtt),
        [("JustInTimeAdmission", "Held")] = new("ProvisionDevice", Mqtt),
        [("JustInTimeAdmission", "Failed")] = new("ProvisionDevice", Mqtt),
        [("HookCaller", "Allowed")] = new("PreProvisioningHook", Http),
        [("HookCaller", "Refused")] = new("PreProvisioningHook", Http),
        [("HookCaller", "Failed")] = new("PreProvisioningHook", Http),
        [("AwsApi", "Refused")] = new("ApiCall", Http, IsFailure: true),
        [("AwsApi", "Failed")] = new("ApiCall", Http),
    };

    public static IEnumerable<(string Logger, string Event)> Names => Known.Keys;

    /// <param name="field">Reads a field of the line.</param>
    public static LogEvent Of(string logger, string name, Func<string, string?> field)
    {
        if (Known.TryGetValue((logger, name), out var known)) return known;

        return (logger, name) switch
        {
            ("DeviceGateway", "Denied") => new(TypeOfAction(field("Action")), Mqtt),
            ("ProvisioningReplies", _) => new(TypeOfTopic(field("Topic")), Mqtt),
            _ => new($"{logger}.{name}", null),
        };
    }

    static string TypeOfAction(string? action) => action switch
    {
        "iot:Connect" => "Connect",
        "iot:Subscribe" => "Subscribe",
        "iot:Receive" => "Publish-Out",
        _ => "Publish-In",
    };

    static string TypeOfTopic(string? topic) =>
        topic?.StartsWith("$aws/certificates/", StringComparison.Ordinal) is true ? "GetDeviceCredentials" : "ProvisionDevice";
}
