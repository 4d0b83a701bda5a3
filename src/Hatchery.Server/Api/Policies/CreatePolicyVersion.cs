using Hatchery.Core;
using Hatchery.Core.Policies.Linting;
using Hatchery.Core.Provisioning.Linting;

namespace Hatchery.Server.Api.Policies;

static class CreatePolicyVersion
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var setAsDefault = request.QueryFlag("setAsDefault");
        var (name, document) = Together.Read(
            () => PolicyRules.Name(request),
            () => PolicyRules.Document(request.Body(PoliciesJson.Default.CreatePolicyVersionRequest).PolicyDocument));
        var now = services.Time.GetUtcNow();

        var (version, scope) = await services.Registry.TransactAsync(
            tx =>
            {
                tx.Policies.FindOrThrow(name);
                return tx.Policies.Versions(name).Count < Limits.PolicyVersionsMax
                    ? (tx.Policies.InsertVersion(name, document, setAsDefault, now), RegistryLint.Scope(tx, services.Account))
                    : throw new AwsError(AwsErrorCode.VersionsLimitExceeded, $"The policy {name} already has the maximum number of versions ({Limits.PolicyVersionsMax})");
            },
            ct);
        return ApiResponse.Json(
            new CreatePolicyVersionResponse(services.PolicyArn(name), document, version.VersionId, setAsDefault),
            PoliciesJson.Default.CreatePolicyVersionResponse).WithWarnings(PolicyLint.Check(document, scope));
    }
}

sealed record CreatePolicyVersionRequest(string? PolicyDocument);

sealed record CreatePolicyVersionResponse(string PolicyArn, string PolicyDocument, string PolicyVersionId, bool IsDefaultVersion);
