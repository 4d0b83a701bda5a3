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
        var claims = versions.Where(version => PolicyLint.IsForClaims(version.Document))
            .SelectMany(version => registry.Policies.Targets(version.PolicyName, new PageRequest(Limits.PageSizeMax)).Items)
            .Where(target => target.Kind == PolicyTargetKind.Certificate)
            .Distinct()
            .ToList();
        return new Result(
            [
                .. versions.Select(version => new Subject("policy", version.PolicyName.Value, version.VersionId, PolicyLint.Check(version.Document, scope))),
                .. templates.Select(template => Of(registry, template, scope, account, hasHookEndpoint)),
                .. claims.Take(Limits.LintedClaimsMax).Select(target => Claim(registry, new CertificateId(target.Key), templates, account, now)),
            ],
            policies.Next is null && claims.Count <= Limits.LintedClaimsMax);
    }

    static IReadOnlyList<ProvisioningTemplate> Templates(IRegistryTransaction registry) => registry.Templates.List(new PageRequest(Limits.TemplatesPerAccountMax)).Items;

    static Subject Of(IRegistryTransaction registry, ProvisioningTemplate template, LintScope scope, AwsAccount account, bool hasHookEndpoint)
    {
        var version = registry.Templates.FindVersion(template.Name, template.DefaultVersionId)!;
        return new Subject("template", template.Name.Value, $"{version.VersionId}", TemplateLint.CheckStored(registry, template, version, scope, account, hasHookEndpoint));
    }

    static Subject Claim(IRegistryTransaction registry, CertificateId id, IReadOnlyList<ProvisioningTemplate> templates, AwsAccount account, DateTimeOffset now) =>
        new("claim", id.Value, null, ClaimLint.Check(LintedClaim.Read(registry, registry.Certificates.Find(id)!, templates, account, now)));
}
