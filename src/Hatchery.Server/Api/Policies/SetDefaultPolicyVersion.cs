namespace Hatchery.Server.Api.Policies;

/// <summary>Chooses the version that is evaluated; live sessions are judged by it from their next packet on.</summary>
static class SetDefaultPolicyVersion
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (name, versionId) = Together.Read(() => PolicyRules.Name(request), () => PolicyRules.VersionId(request));
        var now = services.Time.GetUtcNow();
        await services.Registry.TransactAsync(
            tx =>
            {
                if (!tx.Policies.FindVersionOrThrow(name, versionId).IsDefault)
                {
                    tx.Policies.SetDefaultVersion(name, versionId, now);
                }

                return 0;
            },
            ct);
        return ApiResponse.Empty;
    }
}
