using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.BillingGroups;

/// <summary>What the operations on billing groups share.</summary>
static class BillingGroupRules
{
    public static BillingGroupName Name(ApiRequest request) => new(request.NameLabel("billingGroupName"));

    public static string Arn(BillingGroupName name, AwsAccount account) => account.IotArn("billinggroup", name.Value);

    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public static BillingGroup Existing(this IBillingGroups groups, BillingGroupName name) =>
        groups.Find(name) ?? throw AwsError.NotFound($"Billing group {name} not found");
}
