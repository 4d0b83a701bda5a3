using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

/// <summary>Describes AWSIoTThingsRegistration, the one managed policy whose details are known here.</summary>
static class GetPolicy
{
    // Version 3 of 2020-10-05. Source: AWS managed policy reference.
    static readonly DateTimeOffset UpdatedAt = new(2020, 10, 5, 0, 0, 0, TimeSpan.Zero);

    public static ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var policy = ManagedPolicy.Read(request, services.Account);
        policy.RequireExisting(services.Account);
        if (policy.Name != ManagedPolicy.ThingsRegistrationName)
        {
            throw new AwsError(AwsErrorCode.IamNoSuchEntity, $"Policy {policy.Arn} was not found: Hatchery knows the details of {ManagedPolicy.ThingsRegistrationName} only.");
        }

        return new([new XElement(
            "Policy",
            new XElement("PolicyName", policy.Name),
            new XElement("Arn", policy.Arn),
            new XElement("Path", policy.Path),
            new XElement("DefaultVersionId", "v3"),
            new XElement("IsAttachable", true),
            new XElement("UpdateDate", RoleXml.Date(UpdatedAt)))]);
    }
}
