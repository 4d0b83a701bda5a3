using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Tags;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.BillingGroups;

public static class CreateBillingGroup
{
    public sealed record Request(BillingGroupProperties? BillingGroupProperties = null, IReadOnlyList<TagMember?>? Tags = null);

    public sealed record Response(string BillingGroupName, string BillingGroupArn, string BillingGroupId);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(BillingGroupsJson.Default.CreateBillingGroupRequest);
        var properties = body.BillingGroupProperties ?? new();
        var tags = TagRules.ReadAtCreation(body.Tags, properties.Check(new Validation().NameLabel(request, "billingGroupName")));
        var name = BillingGroupRules.Name(request);

        var wanted = properties.ApplyTo(new BillingGroup(name, Guid.NewGuid().ToString(), Description: null, Version: 1, services.Time.GetUtcNow()));
        var arn = BillingGroupRules.Arn(name, services.Account);
        var group = await services.Registry.TransactAsync(
            tx =>
            {
                // AWS: the same configuration again succeeds with the same id, another is a conflict.
                if (tx.BillingGroups.Find(name) is { } existing)
                {
                    return existing.Description == wanted.Description && tx.Tags.AreSame(TaggedResource.BillingGroup(name), tags)
                        ? existing
                        : throw AwsError.AlreadyExists($"Billing Group {name} already exists in current account with different properties", name.Value, arn);
                }

                // InvalidRequestException because the operation declares no LimitExceededException.
                if (tx.BillingGroups.Count() >= Limits.BillingGroupsPerAccountMax)
                {
                    throw AwsError.InvalidRequest($"The account already has the maximum number of billing groups ({Limits.BillingGroupsPerAccountMax})");
                }

                tx.BillingGroups.Insert(wanted);
                tx.Tags.SetAll(TaggedResource.BillingGroup(name), tags);
                return wanted;
            },
            ct);
        return ApiResponse.Json(new Response(name.Value, arn, group.Id), BillingGroupsJson.Default.CreateBillingGroupResponse);
    }
}
