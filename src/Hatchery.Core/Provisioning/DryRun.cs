using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning;

/// <summary>
/// What a registration would do, found out by doing it: plan and steps are the real ones, inside a transaction that the caller
/// takes back. No token is needed and no hook is asked.
/// </summary>
public static class DryRun
{
    /// <summary>An id that no certificate has: stands for the one that a device would have made.</summary>
    public static readonly CertificateId NoCertificate = new(new string('0', 64));

    /// <param name="certificate">A certificate to be, written for the time being; null for one that exists under <paramref name="id"/>.</param>
    /// <param name="facts">What variables read of it; null when there is no real one.</param>
    /// <exception cref="AwsError">The rejection that the device would get.</exception>
    public static DryRunResult Run(
        IRegistryTransaction registry,
        TemplateName templateName,
        IReadOnlyDictionary<string, string> parameters,
        CertificateId id,
        DeviceCertificate? certificate,
        CertificateFacts? facts,
        AwsAccount account,
        DateTimeOffset now)
    {
        if (certificate is not null)
        {
            registry.Certificates.Insert(certificate);
        }

        var presented = RegisterThing.Claimable(registry, id);
        var template = RegisterThing.FindTemplate(registry, templateName);
        var version = RegisterThing.DefaultVersion(registry, template);
        var rendered = RegisterThing.Parse(version, body => TemplateDocument.ParseOrThrow(body.Body)).Render(parameters, id);
        RegisterThing.CheckOwnCertificate(rendered, id);
        var existing = ExistingResources.Read(registry, rendered);
        var plan = ProvisioningPlanner.Plan(rendered, existing, newThingId: Guid.Empty.ToString(), now);
        plan.Apply(registry, now);

        var thing = rendered.Thing is null ? null : registry.Things.Find(rendered.Thing.Name);
        return new DryRunResult
        {
            Template = template,
            VersionId = version.VersionId,
            Plan = plan,
            ThingBefore = existing.Thing,
            ThingAfter = thing,
            Groups = thing is null ? [] : registry.ThingGroups.GroupsOf(thing.Name, new PageRequest(Limits.PageSizeMax)).Items,
            Policies = [.. rendered.Policies.DistinctBy(policy => policy.Name).Select(policy => DocumentOf(registry, policy))],
            StatusBefore = presented.Status,
            StatusAfter = registry.Certificates.Find(id)!.Status,
            Afterwards = Afterwards.Read(registry, id, facts, thing?.Name, account),
        };
    }

    static RenderedPolicy DocumentOf(IRegistryTransaction registry, RenderedPolicy policy) =>
        registry.Policies.Find(policy.Name) is { } found && registry.Policies.FindVersion(policy.Name, found.DefaultVersionId) is { } version
            ? policy with { Document = version.Document }
            : policy;
}
