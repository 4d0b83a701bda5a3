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
    IReadOnlyList<ClaimDocument> Documents,
    IReadOnlyList<ThingName> Things,
    IReadOnlyList<ProvisioningTemplate> Templates,
    AwsAccount Account,
    DateTimeOffset Now)
{
    /// <summary>An id that nothing names; a policy may demand a prefix of its own.</summary>
    public const string ClientId = "lint-claim";

    IReadOnlyList<AttachedPolicy> Policies => [.. Documents.Select(document => document.Policy)];

    /// <summary>Some client id is let in.</summary>
    public bool MayConnect => Policies.SelectMany(policy => policy.Document.Statements).Any(statement => statement.IsAllow && statement.MatchesAction("iot:Connect", new PolicyContext()));

    /// <summary>Templates that the policies name.</summary>
    public IEnumerable<string> TemplatesNamed => Policies
        .SelectMany(policy => policy.Document.Statements)
        .SelectMany(statement => statement.Resources)
        .Select(resource => ProvisioningTopics.TemplateIn(resource.Source))
        .OfType<string>()
        .Distinct();

    public bool Allows(string action, string tail) =>
        PolicyEvaluator.Evaluate(Policies, action, Account.IotArn("", "").TrimEnd('/') + tail, new PolicyContext { ClientId = ClientId }).IsAllowed;

    /// <summary>A request may be published in one of its formats.</summary>
    public bool Asks(string request) => ProvisioningTopics.Formats.Any(format => Allows("iot:Publish", $"topic/{request}/{format}"));

    public static LintedClaim Read(IRegistryTransaction registry, DeviceCertificate certificate, IReadOnlyList<ProvisioningTemplate> templates, AwsAccount account, DateTimeOffset now) => new(
        certificate,
        [.. registry.Policies.DefaultVersionsFor([PolicyTarget.Certificate(certificate.Id)]).Select(ClaimDocument.Of)],
        [.. registry.Things.ThingsOf(certificate.Id, new PageRequest(Limits.PageSizeMax)).Items.Select(attachment => attachment.Thing)],
        templates,
        account,
        now);
}

/// <summary>A policy of the claim, as text and ready to be asked.</summary>
sealed record ClaimDocument(string Text, AttachedPolicy Policy)
{
    public static ClaimDocument Of(PolicyVersion version) =>
        new(version.Document, new AttachedPolicy(version.PolicyName, version.VersionId, PolicyDocument.ParseOrThrow(version.Document)));
}
