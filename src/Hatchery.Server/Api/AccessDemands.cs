using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>What a caller has to be allowed for an operation: the operation on each thing that it acts on, and to pass the roles that it names.</summary>
static class AccessDemands
{
    const string Iot = "iot.amazonaws.com";
    const string CredentialsProvider = "credentials.iot.amazonaws.com";

    /// <param name="service">The action's prefix: iot or hatchery.</param>
    public static IReadOnlyList<AccessDemand> Of(string service, ApiOperation operation, ApiRequest request, AwsAccount account)
    {
        // Hatchery's own operations have no resources: a policy allows them on *.
        var resources = new RequestedResources(request, account);
        var named = service == "iot" ? ActionResources.Of(operation.Name, resources) : ["*"];
        return [.. named.Select(resource => new AccessDemand($"{service}:{operation.Name}", resource)), .. PassedRole(operation.Name, resources), .. Retaining(operation.Name, request, named)];
    }

    /// <summary>Source: AWS IoT "Retained message policy examples".</summary>
    static IEnumerable<AccessDemand> Retaining(string operation, ApiRequest request, IReadOnlyList<string> topics) =>
        operation == "Publish" && request.Query("retain") == "true" ? topics.Select(topic => new AccessDemand("iot:RetainPublish", topic)) : [];

    /// <summary>Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service".</summary>
    static IEnumerable<AccessDemand> PassedRole(string operation, RequestedResources request)
    {
        var (role, service) = operation switch
        {
            "CreateProvisioningTemplate" or "UpdateProvisioningTemplate" => (request.Text("provisioningRoleArn"), Iot),
            "RegisterCACertificate" or "UpdateCACertificate" => (request.Text("registrationConfig", "roleArn"), Iot),
            "StartThingRegistrationTask" => (request.Text("roleArn"), Iot),
            "CreateRoleAlias" or "UpdateRoleAlias" => (request.Text("roleArn"), CredentialsProvider),
            _ => (null, Iot),
        };
        return role is null ? [] : [new AccessDemand("iam:PassRole", role, service)];
    }
}
