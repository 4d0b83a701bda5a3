using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Policies.Explanation;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Policies;

namespace Hatchery.Server.Api.Hatchery;

/// <summary>May this certificate and client id do this on this resource: the decision, and the way through every statement that led to it.</summary>
public static class Explain
{
    /// <param name="Certificate">An id or an ARN.</param>
    /// <param name="Resource">An ARN, or what follows the account in one.</param>
    public sealed record Request(
        string? Certificate, string? ClientId, string? Action, string? Resource, string? SourceIp, string? DomainName, IReadOnlyList<string>? ConnectAttributes, string? LastWillTopic);

    public sealed record Response(
        string Decision,
        string Reason,
        string CertificateId,
        string CertificateStatus,
        string? ClientId,
        string? ThingName,
        string Action,
        string Resource,
        IReadOnlyList<PolicyInForce> Policies,
        IReadOnlyList<Statement> Statements,
        IReadOnlyList<string> Hints);

    /// <param name="AttachedTo"><c>certificate</c>, or the thing group that brings it.</param>
    public sealed record PolicyInForce(string PolicyName, string VersionId, string AttachedTo);

    /// <param name="Outcome"><c>matched</c>, or the part at which it left the request: <c>action</c>, <c>resource</c>, <c>condition</c>.</param>
    public sealed record Statement(string PolicyName, string VersionId, int Index, string? Sid, string Effect, string Outcome, string? Why, IReadOnlyList<Variable> Variables);

    public sealed record Variable(string Name, IReadOnlyList<string> Values, string? WhyMissing);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(HatcheryJson.Default.ExplainRequest);
        new Validation()
            .Required("certificate", body.Certificate)
            .Required("action", body.Action).Text("action", body.Action, pattern: null, 1, Limits.PolicyNameMax)
            .Required("resource", body.Resource).Text("resource", body.Resource, pattern: null, 1, Limits.AuthResourceMax)
            .Text("clientId", body.ClientId, pattern: null, 0, Limits.AuthResourceMax)
            .ThrowIfAny();
        var id = CertificateOf(body.Certificate!, services.Account);
        var clientId = body.ClientId is { Length: > 0 } given ? given : null;
        var action = body.Action!.Contains(':', StringComparison.Ordinal) ? body.Action : "iot:" + body.Action;
        var resource = body.Resource == "*" || body.Resource!.StartsWith("arn:", StringComparison.Ordinal) ? body.Resource : services.Account.IotArn("", "").TrimEnd('/') + body.Resource;
        var response = await services.Registry.ReadAsync(
            tx =>
            {
                var connection = ConnectionFacts.Read(tx, id, clientId);
                var context = connection.Context with
                {
                    SourceIp = body.SourceIp,
                    DomainName = body.DomainName,
                    ConnectAttributes = body.ConnectAttributes ?? [],
                    LastWillTopicArn = body.LastWillTopic is null ? null : services.Account.IotArn("topic", body.LastWillTopic),
                };
                var decision = PolicyEvaluator.Evaluate(connection.Policies, action, resource, context);
                return new Response(
                    AuthorizationOutcomeText.Of(decision).ToWire(),
                    decision.Explain(),
                    id.Value,
                    connection.Certificate!.Status.ToWire(),
                    clientId,
                    context.Thing?.Name.Value,
                    action,
                    resource,
                    InForce(tx, id, clientId, connection.Policies),
                    [.. StatementTrail.OfAll(connection.Policies, action, resource, context).Select(Shown)],
                    Hints(tx, connection.Certificate, context, action, resource, services.Account));
            },
            ct);
        return ApiResponse.Json(response, HatcheryJson.Default.ExplainResponse);
    }

    static CertificateId CertificateOf(string text, AwsAccount account) =>
        text.StartsWith("arn:", StringComparison.Ordinal) ? PrincipalArn.Parse(text, account) : PrincipalArn.Parse(account.IotArn("cert", text), account);

    static Statement Shown(StatementTrail trail) => new(
        trail.Statement.Policy.Value,
        trail.Statement.VersionId,
        trail.Statement.Index,
        trail.Statement.Sid,
        trail.IsAllow ? "Allow" : "Deny",
        trail.End switch { TrailEnd.Matched => "matched", TrailEnd.Action => "action", TrailEnd.Resource => "resource", _ => "condition" },
        trail.Why,
        [.. trail.Variables.Select(variable => new Variable(variable.Name, variable.Values, variable.WhyMissing))]);

    static IReadOnlyList<PolicyInForce> InForce(IRegistryTransaction tx, CertificateId id, string? clientId, IReadOnlyList<AttachedPolicy> policies)
    {
        var everything = new PageRequest(Limits.PageSizeMax);
        var own = tx.Policies.AttachedTo(PolicyTarget.Certificate(id), everything).Items;
        var groups = clientId is null ? [] : tx.ThingGroups.GroupsAndParentsOf(new ThingName(clientId));
        return [.. policies.Select(policy => new PolicyInForce(policy.Name.Value, policy.VersionId, own.Contains(policy.Name)
            ? "certificate"
            : $"thing group {groups.First(group => tx.Policies.AttachedTo(PolicyTarget.ThingGroup(group), everything).Items.Contains(policy.Name))}"))];
    }

    static List<string> Hints(IRegistryTransaction tx, DeviceCertificate certificate, PolicyContext context, string action, string resource, AwsAccount account)
    {
        var templates = tx.Templates.List(new PageRequest(Limits.TemplatesPerAccountMax)).Items.Select(template => template.Name.Value).ToList();
        List<string> hints = [.. RequestHints.Of(action, resource, account, templates)];
        if (certificate.Status != CertificateStatus.Active)
        {
            hints.Add($"The certificate is {certificate.Status.ToWire()}: it cannot connect at all, whatever its policies say.");
        }

        if (context is { Thing: null, ClientId: { } clientId })
        {
            hints.Add(tx.Things.Find(new ThingName(clientId)) is null
                ? $"There is no thing {NearMiss.Quote(clientId)}, so thing variables have no value and no group's policies apply.{NearMiss.Hint(clientId, ThingsOf(tx, certificate.Id))}"
                : $"Thing {clientId} exists, but this certificate is not attached to it, so thing variables have no value.");
        }

        return hints;
    }

    static IEnumerable<string> ThingsOf(IRegistryTransaction tx, CertificateId id) =>
        tx.Things.ThingsOf(id, new PageRequest(Limits.PageSizeMax)).Items.Select(attachment => attachment.Thing.Value);
}
