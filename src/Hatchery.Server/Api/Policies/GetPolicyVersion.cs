namespace Hatchery.Server.Api.Policies;

static class GetPolicyVersion
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (name, versionId) = Together.Read(() => PolicyRules.Name(request), () => PolicyRules.VersionId(request));
        var version = await services.Registry.ReadAsync(tx => tx.Policies.FindVersionOrThrow(name, versionId), ct);

        // A version never changes: it was last modified when it was made.
        var response = new GetPolicyVersionResponse(
            services.PolicyArn(name),
            name.Value,
            version.Document,
            version.VersionId,
            version.IsDefault,
            version.CreatedAt,
            version.CreatedAt,
            GenerationId.Of($"{name}/{version.VersionId}", version.CreatedAt));
        return ApiResponse.Json(response, PoliciesJson.Default.GetPolicyVersionResponse);
    }
}

sealed record GetPolicyVersionResponse(
    string PolicyArn,
    string PolicyName,
    string PolicyDocument,
    string PolicyVersionId,
    bool IsDefaultVersion,
    DateTimeOffset CreationDate,
    DateTimeOffset LastModifiedDate,
    string GenerationId);
