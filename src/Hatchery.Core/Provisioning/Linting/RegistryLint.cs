using Hatchery.Core.Certificates;
using Hatchery.Core.Linting;
using Hatchery.Core.Policies;
using Hatchery.Core.Policies.Linting;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Core.Templates.Linting;

namespace Hatchery.Core.Provisioning.Linting;

/// <summary>Everything that a server keeps for provisioning, judged together: policies, templates, and the claims that use them.</summary>
public static class RegistryLint
{
    /// <param name="IsWhole">False when there was more than is looked at in one go.</param>
    public sealed record Result(IReadOnlyList<Subject> Subjects, bool IsWhole);

    /// <summary>One document or certificate and what is wrong with it; nothing is, for most.</summary>
    /// <param name="Kind"><c>policy</c>, <c>template</c> or <c>claim</c>.</param>
    public sealed record Subject(string Kind, string Name, string? VersionId, IReadOnlyList<Problem> Problems);

    /// <summary>What documents are judged against on this server.</summary>
    public static LintScope Scope(IRegistryTransaction registry, AwsAccount account) =>
        new() { Account = account, Templates = [.. Templates(registry).Select(template => template.Name.Value)] };

    public static Result Check(IRegistryTransaction registry, AwsAccount account, bool hasHookEndpoint, DateTimeOffset now)
    {
        var templates = Templates(registry);
        var scope = new LintScope { Account = account, Templates = [.. templates.Select(template => template.Name.Value)] };
        var policies = registry.Policies.List(new PageRequest(Limits.LintedPoliciesMax));
        var versions = policies.Items.Select(policy => registry.Policies.FindVersion(policy.Name, policy.DefaultVersionId)!).ToList();
        var claimPolicies = versions.Where(version => PolicyLint.IsForClaims(version.Document)).ToList();
        var claims = claimPolicies
            .SelectMany(version => registry.Policies.Targets(version.PolicyName, new PageRequest(Limits.PageSizeMax)).Items)
            .Where(target => target.Kind == PolicyTargetKind.Certificate)
            .Distinct()
            .ToList();
        return new Result(
            [
                .. versions.Select(version => new Subject("policy", version.PolicyName.Value, version.VersionId, PolicyLint.Check(version.Document, scope))),
                .. templates.Select(template => Of(registry, template, claimPolicies, scope, account, hasHookEndpoint)),
                .. claims.Take(Limits.LintedClaimsMax).Select(target => Claim(registry, new CertificateId(target.Key), templates, account, now)),
            ],
            policies.Next is null && claims.Count <= Limits.LintedClaimsMax);
    }

    static IReadOnlyList<ProvisioningTemplate> Templates(IRegistryTransaction registry) => registry.Templates.List(new PageRequest(Limits.TemplatesPerAccountMax)).Items;

    static Subject Of(
        IRegistryTransaction registry, ProvisioningTemplate template, IReadOnlyList<PolicyVersion> claimPolicies, LintScope scope, AwsAccount account, bool hasHookEndpoint)
    {
        var version = registry.Templates.FindVersion(template.Name, template.DefaultVersionId)!;
        var problems = TemplateLint.CheckStored(registry, template, version, scope, account, hasHookEndpoint);
        return new Subject("template", template.Name.Value, $"{version.VersionId}", [.. problems, .. WithoutClaim(template, claimPolicies, account)]);
    }

    /// <summary>A trusted user's certificates need no claim policy, so that this is worth knowing and no more.</summary>
    static IEnumerable<Problem> WithoutClaim(ProvisioningTemplate template, IReadOnlyList<PolicyVersion> claimPolicies, AwsAccount account)
    {
        var topic = $"{ProvisioningTopics.Templates}{template.Name}/provision";
        var isOpen = template.Kind != TemplateKind.FleetProvisioning || claimPolicies.Select(version => ClaimDocument.Of(version).Policy).Any(policy =>
            ProvisioningTopics.Formats.Any(format => PolicyEvaluator.Allows([policy], "iot:Publish", account.IotArn("topic", $"{topic}/{format}"), new PolicyContext())));
        return isOpen ? [] : [new Problem("name", "No claim policy allows this template: only a trusted user's certificates register by it.", $"Allow iot:Publish on topic/{topic}/* in the claim's policy.", ProblemSeverity.Info) { Rule = "no-claim" }];
    }

    static Subject Claim(IRegistryTransaction registry, CertificateId id, IReadOnlyList<ProvisioningTemplate> templates, AwsAccount account, DateTimeOffset now) =>
        new("claim", id.Value, null, ClaimLint.Check(LintedClaim.Read(registry, registry.Certificates.Find(id)!, templates, account, now)));
}
