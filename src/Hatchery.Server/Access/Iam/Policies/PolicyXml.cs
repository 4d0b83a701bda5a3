using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Iam.Tags;
using Hatchery.Server.Api.Tags;

namespace Hatchery.Server.Access.Iam.Policies;

/// <summary>How IAM writes a managed policy. Of AWS's, this server knows one version.</summary>
static class PolicyXml
{
    /// <param name="withTags">Lists leave them out, as IAM's do.</param>
    public static XElement Write(string element, CustomerPolicy policy, IRegistryTransaction registry, AwsAccount account, bool withTags = false)
    {
        var arn = ManagedPolicy.ArnOf(policy, account);
        return new XElement(
            element,
            new XElement("PolicyName", policy.Name),
            new XElement("PolicyId", policy.Id),
            new XElement("Arn", arn),
            new XElement("Path", policy.Path),
            new XElement("DefaultVersionId", PolicyVersion.IdOf(policy.DefaultVersion)),
            new XElement("AttachmentCount", registry.CustomerPolicies.AttachmentCount(arn)),
            new XElement("PermissionsBoundaryUsageCount", 0),
            new XElement("IsAttachable", true),
            policy.Description is null ? null : new XElement("Description", policy.Description),
            new XElement("CreateDate", IamXml.Date(policy.CreatedAt)),
            new XElement("UpdateDate", IamXml.Date(policy.UpdatedAt)),
            withTags ? IamTags.Write(registry.Tags.All(TaggedResource.IamPolicy(policy.Name))) : null);
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
