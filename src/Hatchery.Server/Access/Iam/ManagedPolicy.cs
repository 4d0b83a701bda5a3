using Hatchery.Core;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam;

/// <summary>
/// A managed policy, known by its ARN. What a role may do isn't enforced here, so AWS's own policies need no text; policies of
/// the account's own don't exist, because CreatePolicy of IAM isn't built.
/// </summary>
/// <param name="Path">E.g. <c>/service-role/</c>.</param>
sealed record ManagedPolicy(string Arn, string Path, string Name)
{
    /// <summary>The policy that AWS's console attaches to a provisioning role.</summary>
    public const string ThingsRegistrationName = "AWSIoTThingsRegistration";

    public static ManagedPolicy Read(QueryRequest request, AwsAccount account)
    {
        var arn = request.Required("PolicyArn", pattern: null, 20, 2_048);
        return Parse(arn, account) ?? throw new AwsError(AwsErrorCode.IamInvalidInput, $"ARN {arn} is not valid.");
    }

    /// <summary>Null when the text is no ARN of a policy.</summary>
    public static ManagedPolicy? Parse(string arn, AwsAccount account)
    {
        if (arn.Split(':') is not ["arn", var partition, "iam", "", { Length: > 0 }, var resource]
            || partition != account.Partition
            || !resource.StartsWith("policy/", StringComparison.Ordinal))
        {
            return null;
        }

        var slash = resource.LastIndexOf('/');
        var name = resource[(slash + 1)..];
        return name.Length > 0 ? new ManagedPolicy(arn, resource["policy".Length..(slash + 1)], name) : null;
    }

    /// <exception cref="AwsError">NoSuchEntity: no policy of AWS's has this ARN, as far as can be told; a wrong path is named.</exception>
    public void RequireExisting(AwsAccount account)
    {
        var awsOwned = Arn.StartsWith($"arn:{account.Partition}:iam::aws:policy/", StringComparison.Ordinal);
        if (awsOwned && (Name != ThingsRegistrationName || Path == "/service-role/"))
        {
            return;
        }

        var help = Name == ThingsRegistrationName
            ? $" Its ARN is arn:{account.Partition}:iam::aws:policy/service-role/{ThingsRegistrationName}."
            : "";
        throw new AwsError(AwsErrorCode.IamNoSuchEntity, $"Policy {Arn} does not exist or is not attachable.{help}");
    }
}
