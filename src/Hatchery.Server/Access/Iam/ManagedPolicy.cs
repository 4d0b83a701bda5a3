using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam;

/// <summary>
/// A managed policy, known by its ARN: one of AWS's (<see cref="AwsManagedPolicies"/>) or of the account's own.
/// </summary>
/// <param name="Path">E.g. <c>/service-role/</c>.</param>
sealed record ManagedPolicy(string Arn, string Path, string Name)
{
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

    public static string ArnOf(CustomerPolicy policy, AwsAccount account) => account.IamArn($"policy{policy.Path}{policy.Name}");

    /// <summary>The policy of the account's own that has this ARN; null for others.</summary>
    public CustomerPolicy? Own(IRegistryTransaction registry, AwsAccount account) =>
        registry.CustomerPolicies.Find(Name) is { } own && ArnOf(own, account) == Arn ? own : null;

    /// <exception cref="AwsError">NoSuchEntity.</exception>
    public CustomerPolicy OwnOrThrow(IRegistryTransaction registry, AwsAccount account) =>
        Own(registry, account) ?? throw new AwsError(AwsErrorCode.IamNoSuchEntity, $"Policy {Arn} was not found.");

    /// <exception cref="AwsError">NoSuchEntity: no policy has this ARN, as far as can be told; a wrong path is named.</exception>
    public void RequireExisting(IRegistryTransaction registry, AwsAccount account)
    {
        // One of AWS's that isn't known here may exist, and allows nothing.
        var near = AwsManagedPolicies.Arns(account).FirstOrDefault(arn => arn.EndsWith('/' + Name, StringComparison.Ordinal));
        if (AwsManagedPolicies.IsAwsOwned(Arn, account) ? near is null || near == Arn : Own(registry, account) is not null)
        {
            return;
        }

        throw new AwsError(AwsErrorCode.IamNoSuchEntity, $"Policy {Arn} does not exist or is not attachable.{(near is null ? "" : $" Did you mean {near}?")}");
    }
}
