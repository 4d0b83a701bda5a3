using Hatchery.Core;
using Hatchery.Core.Policies.Linting;
using Hatchery.Core.Provisioning.Linting;
using Hatchery.Core.Registry;
using Hatchery.Server.Api.Tags;

namespace Hatchery.Server.Api.Policies;

static class CreatePolicy
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(PoliciesJson.Default.CreatePolicyRequest);
        var (name, tags, document) = Together.Read(
            () => PolicyRules.Name(request),
            () => TagRules.ReadAtCreation(body.Tags, new Validation()),
            () => PolicyRules.Document(body.PolicyDocument));
        var arn = services.PolicyArn(name);
        var now = services.Time.GetUtcNow();
        var scope = await services.Registry.TransactAsync(
            tx =>
            {
                if (tx.Policies.Find(name) is not null)
                {
                    throw AwsError.AlreadyExists($"Policy cannot be created - name already exists (name={name})", name.Value, arn);
                }

                tx.Policies.Insert(name, document, now);
                tx.Tags.SetAll(TaggedResource.Policy(name), tags);
                return RegistryLint.Scope(tx, services.Account);
            },
            ct);
        return ApiResponse.Json(new CreatePolicyResponse(name.Value, arn, document, "1"), PoliciesJson.Default.CreatePolicyResponse)
            .WithWarnings(PolicyLint.Check(document, scope));
    }
}

sealed record CreatePolicyRequest(string? PolicyDocument, IReadOnlyList<TagMember?>? Tags);

sealed record CreatePolicyResponse(string PolicyName, string PolicyArn, string PolicyDocument, string PolicyVersionId);
