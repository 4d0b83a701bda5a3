using Hatchery.Core;
using Hatchery.Core.Policies;
using Hatchery.Core.Policies.Explanation;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Policies;

/// <summary>Asks the engine that guards the broker what it would say to a certificate and client id. Source: AWS IoT API, TestAuthorization.</summary>
static class TestAuthorization
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(PoliciesJson.Default.TestAuthorizationRequest);
        NotBuilt.Refuse("cognitoIdentityPoolId", body.CognitoIdentityPoolId);
        var (infos, added, skipped) = Together.Read(
            () => Validate(body),
            () => Names("policyNamesToAdd", body.PolicyNamesToAdd),
            () => Names("policyNamesToSkip", body.PolicyNamesToSkip));
        var principal = body.Principal is null ? null : PolicyTargetArn.ParsePrincipal(body.Principal, services.Account) as Core.Certificates.CertificateId?;
        var clientId = request.Query("clientId") is { Length: > 0 } id ? id : null;

        var (policies, context) = await services.Registry.ReadAsync(
            tx =>
            {
                var connection = ConnectionFacts.Read(tx, principal, clientId);
                var extra = added.Where(name => connection.Policies.All(policy => policy.Name != name)).Select(name => Attached(tx, name));
                skipped.ForEach(name => tx.Policies.FindOrThrow(name));
                return (connection.Policies.Concat(extra).Where(policy => !skipped.Contains(policy.Name)).ToList(), connection.Context);
            },
            ct);
        var results = infos.Select(info => Result(info, policies, context, services)).ToList();
        return ApiResponse.Json(new TestAuthorizationResponse(results), PoliciesJson.Default.TestAuthorizationResponse);
    }

    static IReadOnlyList<AuthInfo> Validate(TestAuthorizationRequest body)
    {
        var validation = new Validation().Required("authInfos", body.AuthInfos).Items("authInfos", body.AuthInfos?.Count, 1, Limits.AuthInfosMax);
        validation.ThrowIfAny();
        var infos = body.AuthInfos!;
        for (var i = 0; i < infos.Count; i++)
        {
            var member = $"authInfos.{i + 1}.member";
            validation.Required(member, infos[i])
                .Required($"{member}.actionType", infos[i]?.ActionType)
                .OneOf($"{member}.actionType", infos[i]?.ActionType, "PUBLISH", "SUBSCRIBE", "RECEIVE", "CONNECT")
                .Required($"{member}.resources", infos[i]?.Resources);
            foreach (var resource in infos[i]?.Resources ?? [])
            {
                validation.Required($"{member}.resources", resource).Text($"{member}.resources", resource, pattern: null, 0, Limits.AuthResourceMax);
            }
        }

        validation.ThrowIfAny();
        if (infos.FirstOrDefault(info => info!.Resources!.Count is 0 or > Limits.AuthResourcesMax) is { } sized)
        {
            throw AwsError.InvalidRequest($"resources must have 1 to {Limits.AuthResourcesMax} ARNs, not {sized.Resources!.Count}");
        }

        if (infos.SelectMany(info => info!.Resources!).FirstOrDefault(resource => !resource!.StartsWith("arn:", StringComparison.Ordinal)) is { } bare)
        {
            throw AwsError.InvalidRequest($"The resource {NearMiss.Quote(bare)} is no ARN such as arn:aws:iot:REGION:ACCOUNT:topic/NAME");
        }

        return infos!;
    }

    static List<PolicyName> Names(string member, IReadOnlyList<string?>? names)
    {
        var validation = new Validation();
        foreach (var name in names ?? [])
        {
            validation.Required(member, name).Text(member, name, PolicyName.Pattern, 1, Limits.PolicyNameMax);
        }

        validation.ThrowIfAny();
        return [.. (names ?? []).Select(name => new PolicyName(name!)).Distinct()];
    }

    static AttachedPolicy Attached(IRegistryTransaction tx, PolicyName name)
    {
        var version = tx.Policies.FindVersionOrThrow(name, tx.Policies.FindOrThrow(name).DefaultVersionId);
        return new AttachedPolicy(name, version.VersionId, PolicyDocument.ParseOrThrow(version.Document));
    }

    static AuthResult Result(AuthInfo info, IReadOnlyList<AttachedPolicy> policies, PolicyContext context, ApiServices services)
    {
        var action = info.ActionType switch
        {
            "CONNECT" => "iot:Connect",
            "PUBLISH" => "iot:Publish",
            "SUBSCRIBE" => "iot:Subscribe",
            _ => "iot:Receive",
        };
        var test = AuthorizationTest.Run(policies, action, [.. info.Resources!.Select(resource => resource!)], context);
        return new AuthResult(
            info,
            new PolicyList(Items(test.Allowing)),
            new DeniedBy(new PolicyList(Items(test.Silent)), new PolicyList(Items(test.Denying))),
            test.Outcome.ToWire(),
            test.MissingValues);

        IReadOnlyList<PolicyItem> Items(IEnumerable<PolicyName> names) => [.. names.Select(name => new PolicyItem(name.Value, services.PolicyArn(name)))];
    }
}

sealed record TestAuthorizationRequest(
    string? Principal, string? CognitoIdentityPoolId, IReadOnlyList<AuthInfo?>? AuthInfos, IReadOnlyList<string?>? PolicyNamesToAdd, IReadOnlyList<string?>? PolicyNamesToSkip);

sealed record TestAuthorizationResponse(IReadOnlyList<AuthResult> AuthResults);

sealed record AuthInfo(string? ActionType, IReadOnlyList<string?>? Resources);

sealed record AuthResult(AuthInfo AuthInfo, PolicyList Allowed, DeniedBy Denied, string AuthDecision, IReadOnlyList<string> MissingContextValues);

sealed record PolicyList(IReadOnlyList<PolicyItem> Policies);

sealed record DeniedBy(PolicyList ImplicitDeny, PolicyList ExplicitDeny);
