using System.Globalization;
using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam.Policies;

/// <summary>A version of a managed policy.</summary>
/// <param name="CreatedAt">Null for AWS's.</param>
sealed record PolicyVersion(string Id, string Document, bool IsDefault, DateTimeOffset? CreatedAt)
{
    /// <summary>The version that a request names.</summary>
    public static string IdIn(QueryRequest request) => request.Required("VersionId", @"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?", 2, 64);

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"v{number}");

    /// <summary>Of the account's own, newest first; of AWS's the one that is known here.</summary>
    /// <exception cref="AwsError">NoSuchEntity.</exception>
    public static IReadOnlyList<PolicyVersion> AllOf(ManagedPolicy policy, IRegistryTransaction registry, AwsAccount account)
    {
        if (AwsManagedPolicies.Document(policy.Arn, account) is { } known)
        {
            return [new PolicyVersion(AwsManagedPolicies.VersionId(policy.Arn, account)!, known, IsDefault: true, CreatedAt: null)];
        }

        var own = policy.OwnOrThrow(registry, account);
        return [.. registry.CustomerPolicies.Versions(own.Name).Select(version => Of(version, own.DefaultVersion))];
    }

    public static PolicyVersion Of(CustomerPolicyVersion version, int defaultNumber) =>
        new(IdOf(version.Number), version.Document, version.Number == defaultNumber, version.CreatedAt);

    /// <summary>The number of one of the versions of the account's own.</summary>
    /// <exception cref="AwsError">NoSuchEntity.</exception>
    public static int NumberOf(string id, ManagedPolicy policy, CustomerPolicy own, IRegistryTransaction registry) =>
        registry.CustomerPolicies.Versions(own.Name).FirstOrDefault(version => IdOf(version.Number) == id)?.Number ?? throw Missing(id, policy);

    public static AwsError Missing(string id, ManagedPolicy policy) =>
        new(AwsErrorCode.IamNoSuchEntity, $"Policy {policy.Arn} version {id} does not exist or is not attachable.");

    public XElement Write(string element, bool withDocument = false) => new(
        element,
        withDocument ? new XElement("Document", IamXml.Document(Document)) : null,
        new XElement("VersionId", Id),
        new XElement("IsDefaultVersion", IsDefault),
        CreatedAt is { } at ? new XElement("CreateDate", IamXml.Date(at)) : null);
}
