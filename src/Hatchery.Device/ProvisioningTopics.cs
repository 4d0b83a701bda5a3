namespace Hatchery.Device;

/// <summary>The topics of the provisioning API. Source: AWS IoT "Device provisioning MQTT API".</summary>
static class ProvisioningTopics
{
    public static string Create(KeySource source, PayloadFormat format) => source switch
    {
        KeySource.CreateCertificateFromCsr => $"$aws/certificates/create-from-csr/{Name(format)}",
        _ => $"$aws/certificates/create/{Name(format)}",
    };

    public static string Provision(string templateName, PayloadFormat format) =>
        $"$aws/provisioning-templates/{templateName}/provision/{Name(format)}";

    public static string Accepted(string request) => request + "/accepted";

    public static string Rejected(string request) => request + "/rejected";

    static string Name(PayloadFormat format) => format is PayloadFormat.Cbor ? "cbor" : "json";
}
