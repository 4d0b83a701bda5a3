namespace Hatchery.Server.Api.Policies;

/// <summary>A policy with the document of its default version.</summary>
static class GetPolicy
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = PolicyRules.Name(request);
        var (policy, version) = await services.Registry.ReadAsync(
            tx =>
            {
                var policy = tx.Policies.FindOrThrow(name);
                return (policy, tx.Policies.FindVersionOrThrow(name, policy.DefaultVersionId));
            },
            ct);

        var response = new GetPolicyResponse(
            name.Value,
            services.PolicyArn(name),
            version.Document,
            policy.DefaultVersionId,
            policy.CreatedAt,
            policy.ModifiedAt,
            GenerationId.Of(name.Value, policy.CreatedAt));
        return ApiResponse.Json(response, PoliciesJson.Default.GetPolicyResponse);
    }
}

sealed record GetPolicyResponse(
    string PolicyName,
    string PolicyArn,
    string PolicyDocument,
    string DefaultVersionId,
    DateTimeOffset CreationDate,
    DateTimeOffset LastModifiedDate,
    string GenerationId);
