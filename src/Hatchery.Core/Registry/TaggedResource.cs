using Hatchery.Core.Access;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Registry;

/// <summary>A resource that can have tags: type and name, as its ARN ends; IAM's types have a prefix, as both services have policies.</summary>
public readonly record struct TaggedResource(string Type, string Name)
{
    public static TaggedResource ThingType(ThingTypeName name) => new("thingtype", name.Value);

    public static TaggedResource ThingGroup(ThingGroupName name) => new("thinggroup", name.Value);

    public static TaggedResource BillingGroup(BillingGroupName name) => new("billinggroup", name.Value);

    public static TaggedResource Policy(PolicyName name) => new("policy", name.Value);

    public static TaggedResource Template(TemplateName name) => new("provisioningtemplate", name.Value);

    public static TaggedResource CaCertificate(CertificateId id) => new("cacert", id.Value);

    public static TaggedResource RoleAlias(RoleAliasName name) => new("rolealias", name.Value);

    public static TaggedResource IamRole(string name) => new("iam:role", name);

    public static TaggedResource IamUser(string name) => new("iam:user", name);

    public static TaggedResource IamPolicy(string name) => new("iam:policy", name);

    public override string ToString() => $"{Type}/{Name}";
}
