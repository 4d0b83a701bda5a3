using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

static class GetPolicyVersion
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var policy = ManagedPolicy.Read(request, services.Account);
        var version = request.Required("VersionId", @"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?", 2, 64);
        var (document, createdAt) = await services.Registry.ReadAsync(tx => DocumentOf(policy, tx, services.Account), ct);
        if (version != PolicyXml.Version)
        {
            throw new AwsError(AwsErrorCode.IamNoSuchEntity, $"Policy {policy.Arn} version {version} does not exist or is not attachable.");
        }

        return [Write("PolicyVersion", createdAt, new XElement("Document", IamXml.Document(document)))];
    }

    public static (string Document, DateTimeOffset? CreatedAt) DocumentOf(ManagedPolicy policy, Core.Registry.IRegistryTransaction registry, AwsAccount account)
    {
        if (AwsManagedPolicies.Document(policy.Arn, account) is { } known)
        {
            return (known, null);
        }

        return policy.Own(registry, account) is { } own ? (own.Document, own.CreatedAt) : throw GetPolicy.Missing(policy);
    }

    public static XElement Write(string element, DateTimeOffset? createdAt, XElement? document = null) => new(
        element,
        document,
        new XElement("VersionId", PolicyXml.Version),
        new XElement("IsDefaultVersion", true),
        createdAt is { } at ? new XElement("CreateDate", IamXml.Date(at)) : null);
}
