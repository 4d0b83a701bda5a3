using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hatchery.Server.Tests.Api.Templates;

static class TemplateBodies
{
    /// <summary>A role of <see cref="RegistryApi"/>.</summary>
    public const string Role = "arn:aws:iam::123456789012:role/provisioning";

    /// <summary>A role of <see cref="ApiServer"/>.</summary>
    public const string ServerRole = "arn:aws:iam::000000000000:role/provisioning";

    /// <summary>Indented, to show that it is kept as it was sent.</summary>
    public const string Valid = """
        {
          "Parameters": { "SerialNumber": { "Type": "String" }, "AWS::IoT::Certificate::Id": { "Type": "String" } },
          "Resources": {
            "certificate": { "Type": "AWS::IoT::Certificate", "Properties": { "CertificateId": { "Ref": "AWS::IoT::Certificate::Id" }, "Status": "Active" } },
            "thing": { "Type": "AWS::IoT::Thing", "Properties": { "ThingName": { "Ref": "SerialNumber" } } }
          }
        }
        """;

    /// <summary>A CreateProvisioningTemplate request; one member may be given another value, as JSON.</summary>
    public static string Create(string name, string? member = null, string value = "null", string role = Role)
    {
        var request = new JsonObject { ["templateName"] = name, ["templateBody"] = Valid, ["provisioningRoleArn"] = role };
        if (member is not null)
        {
            request[member] = JsonNode.Parse(value);
        }

        return request.ToJsonString();
    }

    /// <summary>A CreateProvisioningTemplateVersion request.</summary>
    public static string Version(string body = Valid) => JsonSerializer.Serialize(new { templateBody = body });
}
