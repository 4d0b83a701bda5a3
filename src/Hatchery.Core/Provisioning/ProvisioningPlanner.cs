using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Provisioning.Steps;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning;

/// <summary>
/// Decides what a registration writes. Everything is checked before the first step stands in the plan; AWS makes the calls one by
/// one and can leave a thing half made. Source: AWS IoT "Provisioning templates", "Device provisioning MQTT API".
/// </summary>
public static class ProvisioningPlanner
{
    /// <param name="newThingId">A fresh UUID, used when a thing is created.</param>
    /// <exception cref="AwsError">The rejection: InvalidParameters, or ResourceConflictsException where an override says FAIL.</exception>
    public static ProvisioningPlan Plan(RenderedTemplate template, ExistingResources existing, string newThingId, DateTimeOffset now)
    {
        if (template.Certificate is not { } certificate)
        {
            throw AwsError.InvalidParameters("The template has no certificate resource: the device's certificate would stay inactive.", TemplateCauses.NoCertificate);
        }

        if (existing.Certificate is null)
        {
            throw AwsError.InvalidParameters($"Certificate {certificate.Id} does not exist.", ResourceCauses.CertificateResourceMissing);
        }

        var steps = new List<ProvisioningStep>();
        if (template.Thing is { } thing)
        {
            steps.AddRange(ThingPlanner.Plan(thing, existing, newThingId, now));
            steps.AddRange(AttachThing(thing.Name, certificate, existing));
        }

        steps.AddRange(AttachPolicies(template, certificate.Id, existing));
        steps.AddRange(Activate(certificate, existing.Certificate.Status));
        return new ProvisioningPlan(steps, new RegisterThingReply(template.Thing?.Name.Value, template.DeviceConfiguration));
    }

    static IEnumerable<ProvisioningStep> AttachThing(ThingName thing, RenderedCertificate certificate, ExistingResources existing)
    {
        var attached = existing.CertificateThings.FirstOrDefault(attachment => attachment.Thing == thing);

        // A template that names no type must not loosen an exclusive attachment.
        var type = certificate.AttachmentType ?? attached?.Type ?? ThingPrincipalType.NonExclusiveThing;
        if (attached?.Type == type)
        {
            return [];
        }

        var isExclusive = type == ThingPrincipalType.ExclusiveThing;
        var other = existing.CertificateThings.FirstOrDefault(attachment =>
            attachment.Thing != thing && (isExclusive || attachment.Type == ThingPrincipalType.ExclusiveThing));
        return other is null
            ? [new AttachPrincipal(thing, certificate.Id, type)]
            : throw AwsError.InvalidParameters($"Certificate {certificate.Id} is attached to thing {other.Thing}, and one of the two attachments is exclusive.", ResourceCauses.ExclusiveAttachment);
    }

    static List<ProvisioningStep> AttachPolicies(RenderedTemplate template, CertificateId certificate, ExistingResources existing)
    {
        var steps = new List<ProvisioningStep>();
        var missing = template.Policies.DistinctBy(policy => policy.Name).Where(policy => !existing.CertificatePolicies.Contains(policy.Name)).ToList();
        if (existing.CertificatePolicies.Count + missing.Count > Limits.PoliciesPerCertificateMax)
        {
            throw AwsError.InvalidParameters(
                $"The certificate would have {existing.CertificatePolicies.Count + missing.Count} policies; at most {Limits.PoliciesPerCertificateMax} are allowed.", ResourceCauses.TooManyPolicies);
        }

        foreach (var policy in missing)
        {
            if (!existing.Policies.Contains(policy.Name))
            {
                steps.Add(policy.Document is { } document
                    ? new CreatePolicy(policy.Name, document)
                    : throw Missing("Policy", policy.Name.Value, existing.Others.Policies, ResourceCauses.PolicyMissing));
            }

            steps.Add(new AttachPolicy(policy.Name, certificate));
        }

        return steps;
    }

    /// <summary>DO_NOTHING never keeps a certificate pending: it would be swept away, and AWS's own example with it ends ACTIVE.</summary>
    static IEnumerable<ProvisioningStep> Activate(RenderedCertificate certificate, CertificateStatus status) => certificate.StatusOverride switch
    {
        _ when status == CertificateStatus.PendingActivation => [new SetCertificateStatus(certificate.Id, certificate.Status)],
        OverrideAction.Fail => throw ThingPlanner.Conflict($"Certificate {certificate.Id} is {status.ToWire()} already", "Status"),
        OverrideAction.Replace when status == CertificateStatus.Revoked => throw AwsError.InvalidParameters($"Certificate {certificate.Id} is REVOKED, which is final."),
        OverrideAction.Replace when status != certificate.Status => [new SetCertificateStatus(certificate.Id, certificate.Status)],
        _ => [],
    };

    internal static AwsError Missing(string noun, string name, IReadOnlyList<string> others, Cause cause) =>
        AwsError.InvalidParameters($"{noun} {name} does not exist; a template creates none.{NearMiss.Hint(name, others)}", cause);
}
