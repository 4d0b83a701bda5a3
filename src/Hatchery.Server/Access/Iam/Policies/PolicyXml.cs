using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Access.Iam.Policies;

/// <summary>How IAM writes a managed policy. One of the account's own has one version; of AWS's, this server knows one.</summary>
static class PolicyXml
{
    /// <summary>Of the account's own.</summary>
    public const string OwnVersion = "v1";

    public static XElement Write(string element, CustomerPolicy policy, IRegistryTransaction registry, AwsAccount account)
    {
        var arn = ManagedPolicy.ArnOf(policy, account);
        return new XElement(
            element,
            new XElement("PolicyName", policy.Name),
            new XElement("PolicyId", policy.Id),
            new XElement("Arn", arn),
            new XElement("Path", policy.Path),
            new XElement("DefaultVersionId", OwnVersion),
            new XElement("AttachmentCount", registry.CustomerPolicies.AttachmentCount(arn)),
            new XElement("PermissionsBoundaryUsageCount", 0),
            new XElement("IsAttachable", true),
            policy.Description is null ? null : new XElement("Description", policy.Description),
            new XElement("CreateDate", IamXml.Date(policy.CreatedAt)),
            new XElement("UpdateDate", IamXml.Date(policy.CreatedAt)));
    }

    /// <summary>One of AWS's.</summary>
    public static XElement Write(string element, ManagedPolicy policy, IRegistryTransaction registry, AwsAccount account) => new(
        element,
        new XElement("PolicyName", policy.Name),
        new XElement("Arn", policy.Arn),
        new XElement("Path", policy.Path),
        new XElement("DefaultVersionId", AwsManagedPolicies.VersionId(policy.Arn, account)),
        new XElement("AttachmentCount", registry.CustomerPolicies.AttachmentCount(policy.Arn)),
        new XElement("IsAttachable", true));
}
