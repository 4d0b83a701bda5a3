using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Access.Iam.Policies;

/// <summary>The one version of a managed policy.</summary>
/// <param name="CreatedAt">Null for AWS's.</param>
sealed record PolicyVersion(string Id, string Document, DateTimeOffset? CreatedAt)
{
    /// <exception cref="AwsError">NoSuchEntity.</exception>
    public static PolicyVersion Of(ManagedPolicy policy, IRegistryTransaction registry, AwsAccount account)
    {
        if (AwsManagedPolicies.Document(policy.Arn, account) is { } known)
        {
            return new PolicyVersion(AwsManagedPolicies.VersionId(policy.Arn, account)!, known, CreatedAt: null);
        }

        return policy.Own(registry, account) is { } own ? new PolicyVersion(PolicyXml.OwnVersion, own.Document, own.CreatedAt) : throw GetPolicy.Missing(policy);
    }

    public XElement Write(string element, bool withDocument = false) => new(
        element,
        withDocument ? new XElement("Document", IamXml.Document(Document)) : null,
        new XElement("VersionId", Id),
        new XElement("IsDefaultVersion", true),
        CreatedAt is { } at ? new XElement("CreateDate", IamXml.Date(at)) : null);
}
