using Hatchery.Core;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Policies;

/// <summary>What the operations on policies check alike: names, documents, versions, and what is said of missing ones.</summary>
static class PolicyRules
{
    public static PolicyName Name(ApiRequest request) => Name(request.Label("policyName"));

    public static PolicyName Name(string? text)
    {
        new Validation().Required("policyName", text).Text("policyName", text, PolicyName.Pattern, 1, Limits.PolicyNameMax).ThrowIfAny();
        return new PolicyName(text!);
    }

    public static string VersionId(ApiRequest request)
    {
        var id = request.Label("policyVersionId");
        new Validation().Text("policyVersionId", id, "[0-9]+", 1, 19).ThrowIfAny();
        return id;
    }

    /// <summary>The document as sent, once it is known to be a policy.</summary>
    public static string Document(string? document)
    {
        new Validation()
            .Required("policyDocument", document)
            .Text("policyDocument", document, pattern: null, 0, Limits.PolicyDocumentRawMax)
            .ThrowIfAny();
        PolicyDocument.ParseOrThrow(document!);
        return document!;
    }

    public static Policy FindOrThrow(this IPolicies policies, PolicyName name) =>
        policies.Find(name) ?? throw AwsError.NotFound($"Policy not found (name={name})");

    /// <exception cref="AwsError">ResourceNotFoundException, saying whether the policy or only the version is missing.</exception>
    public static PolicyVersion FindVersionOrThrow(this IPolicies policies, PolicyName name, string versionId)
    {
        policies.FindOrThrow(name);
        return policies.FindVersion(name, versionId) ?? throw AwsError.NotFound($"Policy version not found (name={name}, version={versionId})");
    }

    public static string PolicyArn(this ApiServices services, PolicyName name) => services.Account.IotArn("policy", name.Value);
}
