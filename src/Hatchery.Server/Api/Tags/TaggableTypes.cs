using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.Tags;

/// <summary>
/// What can have tags: whatever is created by an operation with a <c>tags</c> member. Things and device certificates can't.
/// Source: AWS IoT service model.
/// </summary>
static class TaggableTypes
{
    /// <summary>Types as ARNs name them, each with how to see that there is such a resource.</summary>
    static readonly Dictionary<string, Func<IRegistryTransaction, string, bool>> All = new()
    {
        ["thingtype"] = (tx, name) => tx.ThingTypes.Find(new ThingTypeName(name)) is not null,
        ["thinggroup"] = (tx, name) => tx.ThingGroups.Find(new ThingGroupName(name)) is not null,
        ["billinggroup"] = (tx, name) => tx.BillingGroups.Find(new BillingGroupName(name)) is not null,
        ["policy"] = (tx, name) => tx.Policies.Find(new PolicyName(name)) is not null,
        ["provisioningtemplate"] = (tx, name) => tx.Templates.Find(new TemplateName(name)) is not null,
        ["rolealias"] = (tx, name) => tx.RoleAliases.Find(new RoleAliasName(name)) is not null,
        ["cacert"] = (tx, id) => tx.CaCertificates.Find(new CertificateId(id)) is not null,
    };

    /// <summary>The resource that a request means by its ARN.</summary>
    /// <exception cref="AwsError">InvalidRequestException when it is none that can have tags.</exception>
    public static TaggedResource Parse(string? arn, Validation validation, AwsAccount account)
    {
        validation.Required("resourceArn", arn).ThrowIfAny();
        var (type, name) = ResourceArn.TypeAndNameIn(arn!, "thinggroup", account);
        return All.ContainsKey(type)
            ? new TaggedResource(type, name)
            : throw AwsError.InvalidRequest($"A resource of type {NearMiss.Quote(type)} can't have tags; those that can are {string.Join(", ", All.Keys)}");
    }

    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public static void DemandExists(IRegistryTransaction tx, TaggedResource resource, AwsAccount account)
    {
        if (!All[resource.Type](tx, resource.Name))
        {
            throw AwsError.NotFound($"Resource not found: {account.IotArn(resource.Type, resource.Name)}");
        }
    }
}
