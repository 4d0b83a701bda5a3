namespace Hatchery.Server.Api.Policies;

/// <summary>All versions in one answer: there are at most five.</summary>
static class ListPolicyVersions
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = PolicyRules.Name(request);
        var versions = await services.Registry.ReadAsync(
            tx =>
            {
                tx.Policies.FindOrThrow(name);
                return tx.Policies.Versions(name);
            },
            ct);
        return ApiResponse.Json(
            new ListPolicyVersionsResponse([.. versions.Select(v => new PolicyVersionItem(v.VersionId, v.IsDefault, v.CreatedAt))]),
            PoliciesJson.Default.ListPolicyVersionsResponse);
    }
}

sealed record ListPolicyVersionsResponse(IReadOnlyList<PolicyVersionItem> PolicyVersions);

sealed record PolicyVersionItem(string VersionId, bool IsDefaultVersion, DateTimeOffset CreateDate);
