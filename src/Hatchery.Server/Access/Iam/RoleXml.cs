using System.Xml.Linq;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Iam.Tags;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

/// <summary>How IAM writes a role.</summary>
static class RoleXml
{
    /// <param name="tags">Lists leave them out, as IAM's do.</param>
    public static XElement Write(string element, Role role, ApiServices services, IReadOnlyList<Tag>? tags = null) => new(
        element,
        new XElement("Path", role.Path),
        new XElement("RoleName", role.Name),
        new XElement("RoleId", role.Id),
        new XElement("Arn", services.Account.IamArn($"role{role.Path}{role.Name}")),
        new XElement("CreateDate", IamXml.Date(role.CreatedAt)),
        new XElement("AssumeRolePolicyDocument", IamXml.Document(role.AssumeRolePolicyDocument)),
        role.Description is null ? null : new XElement("Description", role.Description),
        new XElement("MaxSessionDuration", role.MaxSessionDurationSeconds),
        IamTags.Write(tags ?? []));
}
