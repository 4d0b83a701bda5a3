using Hatchery.Core;

namespace Hatchery.Server.Api.Policies;

static class DeletePolicyVersion
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (name, versionId) = Together.Read(() => PolicyRules.Name(request), () => PolicyRules.VersionId(request));
        await services.Registry.TransactAsync(
            tx =>
            {
                if (tx.Policies.FindVersionOrThrow(name, versionId).IsDefault)
                {
                    throw AwsError.DeleteConflict($"Cannot delete the default version of a policy (name={name}, version={versionId})");
                }

                tx.Policies.DeleteVersion(name, versionId);
                return 0;
            },
            ct);
        return ApiResponse.Empty;
    }
}
