using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam;

/// <summary>What IAM's actions check alike. Sources: IAM service model 2010-05-08; texts as IAM's clients quote them.</summary>
static class IamRules
{
    public const string NamePattern = @"[\w+=,.@-]+";
    const string PathPattern = @"/|/[\u0021-\u007E]+/";
    const string DescriptionPattern = @"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*";
    const string DocumentPattern = @"[\u0009\u000A\u000D\u0020-\u00FF]+";
    const int DocumentMax = Limits.IamDocumentRawMax;

    public static string RoleName(QueryRequest request) => request.Required("RoleName", NamePattern, 1, 64);

    public static string PolicyName(QueryRequest request) => request.Required("PolicyName", NamePattern, 1, 128);

    public static string Path(QueryRequest request) => request.Optional("Path", PathPattern, 1, 512) ?? "/";

    public static string PathPrefix(QueryRequest request) => request.Optional("PathPrefix", @"/[\u0021-\u007F]*", 1, 512) ?? "/";

    public static string? Description(QueryRequest request) => request.Optional("Description", DescriptionPattern, 0, 1_000);

    public static string UserName(QueryRequest request) => request.Required("UserName", NamePattern, 1, 64);

    /// <summary>The user of the request, else the one who calls.</summary>
    public static string UserNameOrCaller(QueryRequest request) => request["UserName"] is not null
        ? UserName(request)
        : request.Call.Caller.UserName ?? throw new AwsError(AwsErrorCode.IamValidation, "Must specify userName when calling with non-User credentials");

    /// <summary>What an identity may do; kept as sent.</summary>
    /// <exception cref="AwsError">MalformedPolicyDocument.</exception>
    public static string IdentityPolicy(QueryRequest request, string name)
    {
        var document = request.Required(name, DocumentPattern, 1, DocumentMax);
        Accept(IamPolicy.Parse(document).Problems);
        return document;
    }

    /// <summary>What a managed policy allows; kept as sent.</summary>
    /// <exception cref="AwsError">MalformedPolicyDocument, LimitExceeded.</exception>
    public static string ManagedPolicyDocument(QueryRequest request)
    {
        var document = IdentityPolicy(request, "PolicyDocument");
        return Characters(document) <= Limits.IamManagedPolicyMax
            ? document
            : throw new AwsError(AwsErrorCode.IamLimitExceeded, $"Cannot exceed quota for PolicySize: {Limits.IamManagedPolicyMax}");
    }

    /// <summary>Who may take a role; kept as sent.</summary>
    /// <exception cref="AwsError">MalformedPolicyDocument, LimitExceeded.</exception>
    public static string TrustPolicy(QueryRequest request, string name)
    {
        var document = request.Required(name, DocumentPattern, 1, DocumentMax);
        Accept(Core.Access.TrustPolicy.Parse(document).Problems);
        return Characters(document) <= Limits.IamTrustPolicyMax
            ? document
            : throw new AwsError(AwsErrorCode.IamLimitExceeded, $"Cannot exceed quota for ACLSizePerRole: {Limits.IamTrustPolicyMax}");
    }

    /// <summary>As IAM counts: without white space.</summary>
    public static int Characters(string document) => document.Count(c => !char.IsWhiteSpace(c));

    public static void Accept(IReadOnlyList<Problem> problems)
    {
        if (problems.FirstOrDefault(problem => problem.Severity == ProblemSeverity.Error) is { } problem)
        {
            throw new AwsError(AwsErrorCode.IamMalformedPolicyDocument, $"Syntax errors in policy. ({problem.Path}: {problem.Help ?? problem.Message})");
        }
    }

    public static Role FindOrThrow(this IRoles roles, string name) =>
        roles.Find(name) ?? throw new AwsError(AwsErrorCode.IamNoSuchEntity, $"The role with name {name} cannot be found.");

    public static User FindOrThrow(this IUsers users, string name) =>
        users.Find(name) ?? throw new AwsError(AwsErrorCode.IamNoSuchEntity, $"The user with name {name} cannot be found.");
}
