using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Provisioning.Guards;
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
    /// <param name="sourceIp">The device's address.</param>
    /// <param name="parse">Parsed template bodies, cached by the caller.</param>
    /// <param name="newThingId">A fresh UUID, used when a thing is created.</param>
    /// <exception cref="AwsError">Provisioning failed; nothing is to be written then.</exception>
    public static JustInTimeResult Run(
        IRegistryTransaction registry,
        DeviceCertificate presented,
        CertificateFacts facts,
        string sourceIp,
        Func<string, TemplateDocument> parse,
        string newThingId,
        DateTimeOffset now)
    {
        var ca = registry.CaCertificates.Find(new CertificateId(presented.CaCertificateId!));
        var known = registry.Certificates.Find(presented.Id);
        if (ca is not { IsActive: true, AllowsAutoRegistration: true } || known is { Status: not CertificateStatus.PendingActivation })
        {
            // Changed since the connection was looked at; the next one will see it.
            return JustInTimeResult.Nothing;
        }

        if (known is null)
        {
            registry.Certificates.Insert(presented);
        }

        if (ca.Registration is not { } config)
        {
            return JustInTimeResult.Nothing with { Pending = known ?? presented };
        }

        var guards = Guards(registry, config, facts, new Asker(ca.Id, ClientId: "", sourceIp), now);
        guards?.DemandRequest();
        var rendered = parse(Body(registry, config)).RenderJustInTime(facts);
        if (rendered.Certificate is { } certificate && certificate.Id != presented.Id)
        {
            throw AwsError.InvalidParameters($"The template asks for certificate {NearMiss.Quote(certificate.Id.Value)}, not for the one that was presented.", TokenCauses.OfAnotherCertificate);
        }

        var existing = ExistingResources.Read(registry, rendered);
        var plan = ProvisioningPlanner.Plan(rendered, existing, newThingId, now);
        if (guards?.Admit(presented.Id, rendered.Thing?.Name, existing.Thing?.Name) is { } held)
        {
            return JustInTimeResult.Nothing with { Held = GuardRefusal.Of(held) };
        }

        plan.Apply(registry, now);
        guards?.Registered(presented.Id);
        return JustInTimeResult.Nothing with { Provisioned = plan.Reply };
    }

    /// <summary>Those of the CA's template. A body that the CA holds itself has no name to set guards on.</summary>
    static RegistrationGuards? Guards(IRegistryTransaction registry, RegistrationConfig config, CertificateFacts facts, Asker asker, DateTimeOffset now) =>
        config.TemplateName is { } name
            ? RegistrationGuards.OfJustInTime(registry, new RegisterThingRequest(name, OwnershipToken: "", SubjectParameters.Of(facts), asker), now)
            : null;

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

/// <summary>What a first connection came to; all are null when there was nothing to do.</summary>
/// <param name="Pending">The certificate that waits for someone to activate it.</param>
/// <param name="Provisioned">What the CA's template made.</param>
/// <param name="Held">The certificate waits for an operator to approve it, PENDING_ACTIVATION, and that is what was written.</param>
public sealed record JustInTimeResult(DeviceCertificate? Pending, RegisterThingReply? Provisioned, AwsError? Held)
{
    public static readonly JustInTimeResult Nothing = new(null, null, null);
}
