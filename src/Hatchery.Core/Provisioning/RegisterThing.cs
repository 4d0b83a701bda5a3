using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Provisioning.Hooks;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning;

/// <summary>
/// RegisterThing inside one transaction: token, template, render, plan, apply. Pure but for the port into the registry.
/// Source: AWS IoT "Device provisioning MQTT API".
/// </summary>
public static class RegisterThing
{
    /// <summary>
    /// What to ask the template's hook before <see cref="Run"/>; null when there is none to ask. A request whose stored answer will be
    /// given again asks nobody.
    /// </summary>
    /// <exception cref="AwsError">The rejection, when the request fails before its hook.</exception>
    public static HookDue? FindHook(IRegistryTransaction registry, RegisterThingRequest request, DateTimeOffset now)
    {
        // Most templates have none, and then Run makes every check itself, in the same order.
        if (registry.Templates.Find(request.TemplateName)?.Hook is null)
        {
            return null;
        }

        var token = OwnershipTokenCheck.Find(registry, request.OwnershipToken, request.Hash(), now);
        if (token.Reply is not null)
        {
            return null;
        }

        var certificate = Claimable(registry, token.CertificateId);
        var hook = FindTemplate(registry, request.TemplateName).Hook;

        // Whom a guard refuses, no hook is asked about: Run refuses as well, before it looks for the hook's consent.
        return hook is not null && RegistrationGuards.Read(registry, request, now).Passes() ? new HookDue(hook, certificate.Id, certificate.Pem) : null;
    }

    /// <param name="parse">Parsed template bodies, cached by the caller.</param>
    /// <param name="newThingId">A fresh UUID, used when a thing is created.</param>
    /// <param name="consent">What the template's hook answered to this request; null when none was asked.</param>
    /// <exception cref="AwsError">The rejection; nothing is to be written then.</exception>
    public static Registration Run(
        IRegistryTransaction registry,
        RegisterThingRequest request,
        Func<ProvisioningTemplateVersion, TemplateDocument> parse,
        string newThingId,
        DateTimeOffset now,
        HookConsent? consent = null)
    {
        // INVARIANT: of the request as the device sent it. What a hook lays over it is no part of the hash.
        var requestHash = request.Hash();
        var token = OwnershipTokenCheck.Find(registry, request.OwnershipToken, requestHash, now);
        if (token.Reply is not null)
        {
            // INVARIANT: before template and certificate are looked at. An answer that got lost is given again, whatever has
            // happened to them since, and nothing is written.
            return new Registration(RegisterThingReplyJson.Read(token.Reply), token.CertificateId, TemplateVersion: null);
        }

        Claimable(registry, token.CertificateId);
        var template = FindTemplate(registry, request.TemplateName);
        var guards = RegistrationGuards.Read(registry, request, now);
        guards.DemandRequest();
        CheckConsent(template, consent);
        var parameters = consent?.Answer.Over(request.Parameters) ?? request.Parameters;
        var version = DefaultVersion(registry, template);
        var rendered = Parse(version, parse).Render(parameters, token.CertificateId);
        CheckOwnCertificate(rendered, token.CertificateId);
        var existing = ExistingResources.Read(registry, rendered);
        var plan = ProvisioningPlanner.Plan(rendered, existing, newThingId, now);
        if (guards.Admit(token.CertificateId, rendered.Thing?.Name, existing.Thing?.Name) is { } held)
        {
            return new Registration(RegisterThingReply.None, token.CertificateId, version.VersionId) { Held = held };
        }

        plan.Apply(registry, now);
        registry.Certificates.SetRegistered(token.CertificateId, request.Asker.ClaimId, request.TemplateName, now);
        guards.Registered(token.CertificateId);
        OlderCertificates.Leave(registry, token.CertificateId, existing.Thing, template.Settings.OlderCertificates);
        registry.OwnershipTokens.SetUsed(token.Hash, requestHash, RegisterThingReplyJson.Write(plan.Reply));
        return new Registration(plan.Reply, token.CertificateId, version.VersionId);
    }

    internal static DeviceCertificate Claimable(IRegistryTransaction registry, CertificateId id) => registry.Certificates.Find(id) switch
    {
        { Status: CertificateStatus.PendingActivation } certificate => certificate,
        null => throw OwnershipTokenCheck.Refuse($"The token's certificate {id} does not exist any more; create a new certificate.", TokenCauses.CertificateGone),
        { Status: var status } => throw OwnershipTokenCheck.Refuse($"The token's certificate {id} is {status.ToWire()}, no longer PENDING_ACTIVATION; create a new certificate.", TokenCauses.CertificateClaimed),
    };

    internal static ProvisioningTemplate FindTemplate(IRegistryTransaction registry, TemplateName name)
    {
        if (registry.Templates.Find(name) is not { } template)
        {
            var others = registry.Templates.List(new PageRequest(Limits.PageSizeMax)).Items.Select(other => other.Name.Value);
            throw NotFound($"Template {name} does not exist.{NearMiss.Hint(name.Value, others)}", TemplateCauses.Unknown);
        }

        if (!template.Enabled)
        {
            throw NotFound($"Template {name} is disabled.", TemplateCauses.Disabled);
        }

        if (template.Type != "FLEET_PROVISIONING")
        {
            throw NotFound($"Template {name} is of type {template.Type}; devices register by templates of type FLEET_PROVISIONING.", TemplateCauses.Type);
        }

        return template;
    }

    /// <summary>Whoever decides who may register was asked, as the template stands now, and said yes. A gate fails closed.</summary>
    static void CheckConsent(ProvisioningTemplate template, HookConsent? consent)
    {
        if (template.Hook != consent?.Hook)
        {
            throw Denied($"The pre-provisioning hook of template {template.Name} changed while the request ran; send it again.", HookCauses.Changed);
        }

        if (consent is { Answer.Allowed: false })
        {
            throw Denied($"The pre-provisioning hook of template {template.Name} refused the device.", HookCauses.Refused);
        }
    }

    internal static ProvisioningTemplateVersion DefaultVersion(IRegistryTransaction registry, ProvisioningTemplate template) =>
        registry.Templates.FindVersion(template.Name, template.DefaultVersionId)
            ?? throw NotFound($"Template {template.Name} has no version {template.DefaultVersionId}, its default.", TemplateCauses.NoDefaultVersion);

    /// <summary>A stored body was accepted once. One that a later release refuses is our fault, not the device's.</summary>
    internal static TemplateDocument Parse(ProvisioningTemplateVersion version, Func<ProvisioningTemplateVersion, TemplateDocument> parse)
    {
        try
        {
            return parse(version);
        }
        catch (AwsError e)
        {
            throw new AwsError(AwsErrorCode.ProvisioningFailure, $"Template {version.TemplateName} version {version.VersionId} cannot be used. {e.Message}") { Cause = TemplateCauses.Unusable };
        }
    }

    /// <summary>A token registers its own certificate and no other, whatever the template makes of the device's parameters.</summary>
    internal static void CheckOwnCertificate(RenderedTemplate rendered, CertificateId own)
    {
        if (rendered.Certificate is { } certificate && certificate.Id != own)
        {
            throw OwnershipTokenCheck.Refuse($"The certificate ownership token belongs to certificate {own}, but the template asks for {NearMiss.Quote(certificate.Id.Value)}.", TokenCauses.OfAnotherCertificate);
        }
    }

    static AwsError Denied(string message, Cause cause) => new(AwsErrorCode.ProvisioningDenied, message) { Cause = cause };

    static AwsError NotFound(string message, Cause cause) => new(AwsErrorCode.TemplateNotFound, message) { Cause = cause };
}
