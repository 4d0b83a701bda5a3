using System.Xml.Linq;
using Hatchery.Server.Access.Iam;

namespace Hatchery.Server.Access.Sts;

/// <summary>How STS writes temporary credentials.</summary>
static class StsXml
{
    public static XElement Write(TemporaryCredentials credentials) => new(
        "Credentials",
        new XElement("AccessKeyId", credentials.Key.Id),
        new XElement("SecretAccessKey", credentials.Key.Secret.Reveal()),
        new XElement("SessionToken", credentials.SessionToken),
        new XElement("Expiration", IamXml.Date(credentials.Expiration)));
}
