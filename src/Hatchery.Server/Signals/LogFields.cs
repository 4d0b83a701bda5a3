using System.Net;

namespace Hatchery.Server.Signals;

/// <summary>
/// Names of fields in the structured log: AWS's where it has one, else the log's own with a small first letter. Source: AWS IoT,
/// "CloudWatch AWS IoT log entries".
/// </summary>
static class LogFields
{
    static readonly Dictionary<string, string> Aws = new()
    {
        ["CertificateId"] = "principalId",
        ["Claim"] = "principalId",
        ["Thing"] = "thingName",
        ["Template"] = "provisioningTemplateName",
        ["Topic"] = "topicName",
        ["Why"] = "reason",
        ["Code"] = "errorCode",

        // The head of the line has these already.
        ["Protocol"] = "alpn",
        ["Status"] = "taskStatus",
    };

    /// <summary>The fields that find a line by what a client was told.</summary>
    public static bool IsTrace(string name) => name is "Trace" or "RequestId" or "LogId";

    /// <param name="type">The line's <c>eventType</c>.</param>
    public static string NameOf(string name, string type) => (name, type) switch
    {
        ("Reason", "Disconnect") => "disconnectReason",
        ("Certificate", "GetDeviceCredentials" or "ProvisionDevice") => "deviceCertificateId",
        ("Certificate", _) => "principalId",
        _ => Aws.GetValueOrDefault(name) ?? char.ToLowerInvariant(name[0]) + name[1..],
    };

    public static (string Ip, int Port)? AddressOf(object? value) => value is IPEndPoint { Address: var address, Port: var port }
        ? ((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString(), port)
        : null;
}
