using System.Xml.Linq;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Iam.Tags;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Users;

/// <summary>How IAM writes users and their keys.</summary>
static class UserXml
{
    /// <param name="tags">Lists leave them out, as IAM's do.</param>
    public static XElement Write(string element, User user, ApiServices services, IReadOnlyList<Tag>? tags = null) => new(
        element,
        new XElement("Path", user.Path),
        new XElement("UserName", user.Name),
        new XElement("UserId", user.Id),
        new XElement("Arn", services.Account.IamArn($"user{user.Path}{user.Name}")),
        new XElement("CreateDate", IamXml.Date(user.CreatedAt)),
        IamTags.Write(tags ?? []));

    /// <param name="secret">Only when the key is made; never again.</param>
    public static XElement Write(string element, UserAccessKey key, Secret? secret = null) => new(
        element,
        new XElement("UserName", key.UserName),
        new XElement("AccessKeyId", key.Id),
        new XElement("Status", key.IsActive ? AccessKeyStatus.Active : AccessKeyStatus.Inactive),
        secret is null ? null : new XElement("SecretAccessKey", secret.Reveal()),
        new XElement("CreateDate", IamXml.Date(key.CreatedAt)));
}
