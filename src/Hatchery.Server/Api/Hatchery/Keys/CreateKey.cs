using System.Security.Cryptography;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Server.Access;
using Hatchery.Server.Access.Iam;
using Hatchery.Server.Access.Iam.Users;

namespace Hatchery.Server.Api.Hatchery.Keys;

/// <summary>
/// An access key, with a user of its own to carry its policy: administrator, read-only, or a document of IAM's. Whoever makes one must be
/// allowed what it takes through IAM's own actions, so that nobody gains rights by it.
/// </summary>
public static class CreateKey
{
    /// <param name="Access">administrator or read-only; not with a document.</param>
    public sealed record Request(string? Name = null, string? Access = null, string? PolicyDocument = null);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(HatcheryJson.Default.CreateKeyRequest);
        new Validation()
            .Text("name", body.Name, IamRules.NamePattern, 1, 64)
            .OneOf("access", body.Access, KeyRules.Administrator, KeyRules.ReadOnly)
            .ThrowIfAny();
        CheckDocument(body);

        var now = services.Time.GetUtcNow();
        var user = new User(body.Name ?? $"key-{RandomNumberGenerator.GetHexString(8, lowercase: true)}", UniqueId.Create(UniqueId.User), "/", IsOfKey: true, now);
        var arn = services.Account.IamArn($"user/{user.Name}");
        KeyRules.DemandToMake(request, arn);

        var key = new UserAccessKey(UniqueId.Create(UniqueId.AccessKey, 16), user.Name, IsActive: true, now);
        request.Call?.Made(arn);
        return await services.Registry.TransactAsync(
            tx =>
            {
                if (tx.Users.Find(user.Name) is not null)
                {
                    throw AwsError.AlreadyExists($"A user named {user.Name} already exists; another key of it is made by aws iam create-access-key", user.Name, arn);
                }

                tx.Users.Insert(user);
                tx.Users.InsertKey(key);
                if (body.PolicyDocument is { } document)
                {
                    tx.Users.PutInlinePolicy(user.Name, KeyRules.PolicyName, document);
                }
                else
                {
                    var policy = body.Access == KeyRules.ReadOnly ? AwsManagedPolicies.ReadOnly : AwsManagedPolicies.Administrator;
                    tx.Users.AttachPolicy(user.Name, AwsManagedPolicies.Arn(policy, services.Account));
                }

                return ApiResponse.Json(
                    new KeyMember(
                        key.Id,
                        user.Name,
                        arn,
                        KeyRules.Access(user.Name, tx, services.Account),
                        AccessKeyStatus.Active,
                        now,
                        services.Callers.Master.SecretOf(key.Id).Reveal()),
                    HatcheryJson.Default.KeyMember);
            },
            ct);
    }

    static void CheckDocument(Request body)
    {
        if (body.PolicyDocument is not { } document)
        {
            return;
        }

        if (body.Access is not null)
        {
            throw AwsError.InvalidRequest("access and policyDocument exclude each other");
        }

        var problems = IamPolicy.Parse(document).Problems;
        if (problems.FirstOrDefault(problem => problem.Severity == ProblemSeverity.Error) is { } problem)
        {
            throw AwsError.MalformedPolicy($"Policy document is Malformed: {problem.Path}: {problem.Help ?? problem.Message}");
        }

        if (IamRules.Characters(document) > Limits.IamUserPoliciesMax)
        {
            throw new AwsError(AwsErrorCode.LimitExceeded, $"A key's policy has at most {Limits.IamUserPoliciesMax} characters without white space");
        }
    }
}
