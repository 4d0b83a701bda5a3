using Hatchery.Core;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Policies;

/// <summary>Deletes a policy that is attached nowhere and has only its default version left.</summary>
static class DeletePolicy
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = PolicyRules.Name(request);
        await services.Registry.TransactAsync(
            tx =>
            {
                tx.Policies.FindOrThrow(name);
                if (tx.Policies.Targets(name, new PageRequest(1)).Items.Count > 0)
                {
                    throw AwsError.DeleteConflict($"The policy cannot be deleted as the policy is attached to one or more principals (name={name})");
                }

                // The double "than" is AWS's.
                if (tx.Policies.Versions(name).Count > 1)
                {
                    throw AwsError.DeleteConflict("The policy cannot be deleted as versions other than than default version exist");
                }

                return tx.Policies.Delete(name);
            },
            ct);
        return ApiResponse.Empty;
    }
}
