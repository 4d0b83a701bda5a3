using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning;

/// <summary>
/// The first connection of a device whose certificate a registered CA signed, inside one transaction: the certificate is registered
/// PENDING_ACTIVATION and, where the CA has a template, provisioned by it. Source: AWS IoT "Just-in-time provisioning",
/// "Just-in-time registration".
/// </summary>
public static class JustInTime
{
    const string Type = "JITP";

    /// <param name="presented">As it is to be registered: PENDING_ACTIVATION, with its CA.</param>
    /// <param name="parse">Parsed template bodies, cached by the caller.</param>
    /// <param name="newThingId">A fresh UUID, used when a thing is created.</param>
    /// <exception cref="AwsError">Provisioning failed; nothing is to be written then.</exception>
    public static JustInTimeResult Run(
        IRegistryTransaction registry,
        DeviceCertificate presented,
        CertificateFacts facts,
        Func<string, TemplateDocument> parse,
        string newThingId,
        DateTimeOffset now)
    {
        var ca = registry.CaCertificates.Find(new CertificateId(presented.CaCertificateId!));
        var known = registry.Certificates.Find(presented.Id);
        if (ca is not { IsActive: true, AllowsAutoRegistration: true } || known is { Status: not CertificateStatus.PendingActivation })
        {
            // Changed since the connection was looked at; the next one will see it.
            return new JustInTimeResult(null, null);
        }

        if (known is null)
        {
            registry.Certificates.Insert(presented);
        }

        if (ca.Registration is not { } config)
        {
            return new JustInTimeResult(known ?? presented, null);
        }

        var rendered = parse(Body(registry, config)).RenderJustInTime(facts);
        if (rendered.Certificate is { } certificate && certificate.Id != presented.Id)
        {
            throw AwsError.InvalidParameters($"The template asks for certificate {NearMiss.Quote(certificate.Id.Value)}, not for the one that was presented.", TokenCauses.OfAnotherCertificate);
        }

        var plan = ProvisioningPlanner.Plan(rendered, ExistingResources.Read(registry, rendered), newThingId, now);
        plan.Apply(registry, now);
        return new JustInTimeResult(null, plan.Reply);
    }

    static string Body(IRegistryTransaction registry, RegistrationConfig config)
    {
        if (config.TemplateName is not { } name)
        {
            return config.TemplateBody!;
        }

        return registry.Templates.Find(name) switch
        {
            null => throw AwsError.InvalidParameters($"Template {name} does not exist.", TemplateCauses.Unknown),
            { Enabled: false } => throw AwsError.InvalidParameters($"Template {name} is disabled.", TemplateCauses.Disabled),
            { Type: not Type and var type } => throw AwsError.InvalidParameters($"Template {name} is of type {type}, not {Type}.", TemplateCauses.Type),
            var template => registry.Templates.FindVersion(name, template.DefaultVersionId)!.Body,
        };
    }
}

/// <summary>What a first connection came to; both are null when there was nothing to do.</summary>
/// <param name="Pending">The certificate that waits for someone to activate it.</param>
/// <param name="Provisioned">What the CA's template made.</param>
public sealed record JustInTimeResult(DeviceCertificate? Pending, RegisterThingReply? Provisioned);
