using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Policies;
using Hatchery.Server.Access.Iam;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Sts;

/// <summary>
/// Temporary credentials of a role, for whom its trust policy lets in: by name, or through the account when the caller's own policies
/// allow sts:AssumeRole too. Source: STS API Reference, AssumeRole.
/// </summary>
static class AssumeRole
{
    const string Action = "sts:AssumeRole";
    const int SecondsDefault = 3_600;

    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var arn = request.Required("RoleArn", pattern: null, 20, 2_048);
        var session = request.Required("RoleSessionName", @"[\w+=,.@-]*", 2, 64);
        var externalId = request.Optional("ExternalId", @"[\w+=,.@:\/-]*", 2, 1_224);
        RefuseUnbuilt(request);
        var policies = SessionPolicies(request, services.Account);
        var seconds = request.Number("DurationSeconds", Limits.SessionSecondsMin, Limits.RoleSessionSecondsMax, SecondsDefault);

        // A role that isn't there and one that trusts somebody else are not told apart.
        var role = await services.Registry.ReadAsync(tx => tx.Roles.FindByArn(arn, services.Account), ct) ?? throw Denied(request, arn);
        var context = new PolicyContext
        {
            SourceIp = request.Call.SourceIp,
            ApiCall = request.Call.Request with { ExternalId = externalId, RoleSessionName = session },
        };
        RequireTrust(role, arn, request, services.Account, context);
        RequireDuration(seconds, role, request.Call.Caller);

        var credentials = services.Callers.AssumeRole(role, session, TimeSpan.FromSeconds(seconds), policies);
        return
        [
            StsXml.Write(credentials),
            new XElement(
                "AssumedRoleUser",
                new XElement("AssumedRoleId", $"{role.Id}:{session}"),
                new XElement("Arn", $"arn:{services.Account.Partition}:sts::{services.Account.AccountId}:assumed-role/{role.Name}/{session}")),
            new XElement("PackedPolicySize", policies is null ? 0 : 100 * policies.Sum(policy => policy.Length) / Limits.IamSessionPolicyMax),
        ];
    }

    static void RefuseUnbuilt(QueryRequest request)
    {
        if (request.HasList("Tags") || request.HasList("TransitiveTagKeys") || request["SerialNumber"] is not null || request["TokenCode"] is not null)
        {
            throw AwsError.InvalidRequest("Session tags and MFA are not built in Hatchery yet: assume the role without them");
        }
    }

    /// <summary>What narrows the session: a document, and ARNs of managed policies; null when nothing does.</summary>
    static IReadOnlyList<string>? SessionPolicies(QueryRequest request, AwsAccount account)
    {
        var arns = request.List("PolicyArns", ".arn");
        if (arns.Count > Limits.PoliciesPerIdentityMax || arns.Any(arn => ManagedPolicy.Parse(arn, account) is null))
        {
            throw new AwsError(AwsErrorCode.IamValidation, $"PolicyArns must be at most {Limits.PoliciesPerIdentityMax} ARNs of managed policies");
        }

        if (request["Policy"] is null)
        {
            return arns.Count == 0 ? null : arns;
        }

        var document = IamRules.IdentityPolicy(request, "Policy");
        return document.Length <= Limits.IamSessionPolicyMax
            ? [document, .. arns]
            : throw new AwsError(AwsErrorCode.IamValidation, $"Policy must have at most {Limits.IamSessionPolicyMax} characters");
    }

    static void RequireTrust(Role role, string arn, QueryRequest request, AwsAccount account, PolicyContext context)
    {
        var caller = request.Call.Caller;
        var trust = TrustPolicy.Parse(role.AssumeRolePolicyDocument).Policy?.Of(caller, account, context) ?? Trust.None;
        var own = IamEvaluator.Evaluate(caller, Action, arn, context);
        if (trust == Trust.None || own is IamDecision.ExplicitlyDenied or IamDecision.DeniedBySession || (trust == Trust.Account && own != IamDecision.Allowed))
        {
            throw Denied(request, arn);
        }
    }

    static void RequireDuration(int seconds, Role role, Caller caller)
    {
        if (caller.Kind == CallerKind.AssumedRole && seconds > Limits.ChainedSessionSecondsMax)
        {
            throw new AwsError(AwsErrorCode.IamValidation, "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }

        if (seconds > role.MaxSessionDurationSeconds)
        {
            throw new AwsError(AwsErrorCode.IamValidation, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
    }

    static AwsError Denied(QueryRequest request, string arn) =>
        new(AwsErrorCode.AccessDenied, $"User: {request.Call.Caller.Arn} is not authorized to perform: {Action} on resource: {arn}");
}
