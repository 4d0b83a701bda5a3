using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Policies.Linting;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning.Linting;

/// <summary>A claim certificate with all that is attached to it, and the templates it could provision by.</summary>
sealed record LintedClaim(
    DeviceCertificate Certificate,
    IReadOnlyList<PolicyVersion> Documents,
    IReadOnlyList<ThingName> Things,
    IReadOnlyList<ProvisioningTemplate> Templates,
    AwsAccount Account,
    DateTimeOffset Now)
{
    /// <summary>An id that nothing names; a policy may demand a prefix of its own.</summary>
    public const string ClientId = "lint-claim";

    readonly AttachedPolicy[] policies = [.. Documents.Select(version => new AttachedPolicy(version.PolicyName, version.VersionId, PolicyDocument.ParseOrThrow(version.Document)))];

    /// <summary>Some client id is let in.</summary>
    public bool MayConnect => policies.SelectMany(policy => policy.Document.Statements).Any(statement => statement.IsAllow && statement.MatchesAction("iot:Connect", new PolicyContext()));

    /// <summary>Templates that the policies name.</summary>
    public IEnumerable<string> TemplatesNamed => policies
        .SelectMany(policy => policy.Document.Statements)
        .SelectMany(statement => statement.Resources)
        .Select(resource => ProvisioningTopics.TemplateIn(resource.Source))
        .OfType<string>()
        .Distinct();

    public bool Allows(string action, string tail) =>
        PolicyEvaluator.Evaluate(policies, action, Account.IotArn("", "").TrimEnd('/') + tail, new PolicyContext { ClientId = ClientId }).IsAllowed;

    /// <summary>A request may be published in one of its formats.</summary>
    public bool Asks(string request) => ProvisioningTopics.Formats.Any(format => Allows("iot:Publish", $"topic/{request}/{format}"));

    public static LintedClaim Read(IRegistryTransaction registry, DeviceCertificate certificate, IReadOnlyList<ProvisioningTemplate> templates, AwsAccount account, DateTimeOffset now) => new(
        certificate,
        registry.Policies.DefaultVersionsFor([PolicyTarget.Certificate(certificate.Id)]),
        [.. registry.Things.ThingsOf(certificate.Id, new PageRequest(Limits.PageSizeMax)).Items.Select(attachment => attachment.Thing)],
        templates,
        account,
        now);
}
