using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning;

/// <summary>
/// RegisterThing inside one transaction: token, template, render, plan, apply. Pure but for the port into the registry.
/// Source: AWS IoT "Device provisioning MQTT API".
/// </summary>
public static class RegisterThing
{
    /// <param name="parse">Parsed template bodies, cached by the caller.</param>
    /// <param name="newThingId">A fresh UUID, used when a thing is created.</param>
    /// <exception cref="AwsError">The rejection; nothing is to be written then.</exception>
    public static RegisterThingReply Run(
        IRegistryTransaction registry,
        RegisterThingRequest request,
        Func<ProvisioningTemplateVersion, TemplateDocument> parse,
        string newThingId,
        DateTimeOffset now)
    {
        var requestHash = request.Hash();
        var token = OwnershipTokenCheck.Find(registry, request.OwnershipToken, requestHash, now);
        if (token.Reply is not null)
        {
            // INVARIANT: before template and certificate are looked at. An answer that got lost is given again, whatever has
            // happened to them since, and nothing is written.
            return RegisterThingReplyJson.Read(token.Reply);
        }

        CheckClaimable(registry, token.CertificateId);
        var template = Parse(FindTemplate(registry, request.TemplateName), parse);
        var rendered = template.Render(request.Parameters, token.CertificateId);
        CheckOwnCertificate(rendered, token.CertificateId);
        var plan = ProvisioningPlanner.Plan(rendered, ExistingResources.Read(registry, rendered), newThingId, now);
        plan.Apply(registry, now);
        registry.OwnershipTokens.SetUsed(token.Hash, requestHash, RegisterThingReplyJson.Write(plan.Reply));
        return plan.Reply;
    }

    static void CheckClaimable(IRegistryTransaction registry, CertificateId id)
    {
        switch (registry.Certificates.Find(id)?.Status)
        {
            case CertificateStatus.PendingActivation:
                return;
            case null:
                throw OwnershipTokenCheck.Refuse($"The token's certificate {id} does not exist any more; create a new certificate.");
            case var status:
                throw OwnershipTokenCheck.Refuse($"The token's certificate {id} is {status.Value.ToWire()}, no longer PENDING_ACTIVATION; create a new certificate.");
        }
    }

    static ProvisioningTemplateVersion FindTemplate(IRegistryTransaction registry, TemplateName name)
    {
        if (registry.Templates.Find(name) is not { } template)
        {
            var others = registry.Templates.List(new PageRequest(Limits.PageSizeMax)).Items.Select(other => other.Name.Value);
            throw NotFound($"Template {name} does not exist.{NearMiss.Hint(name.Value, others)}");
        }

        if (!template.Enabled)
        {
            throw NotFound($"Template {name} is disabled.");
        }

        if (template.Type != "FLEET_PROVISIONING")
        {
            throw NotFound($"Template {name} is of type {template.Type}; devices register by templates of type FLEET_PROVISIONING.");
        }

        if (template.Hook is not null)
        {
            // A hook decides who may register: until hooks are called, nobody may by this template.
            throw new AwsError(AwsErrorCode.ProvisioningDenied, $"Template {name} has a pre-provisioning hook, and this server cannot call hooks yet.");
        }

        return registry.Templates.FindVersion(name, template.DefaultVersionId)
            ?? throw NotFound($"Template {name} has no version {template.DefaultVersionId}, its default.");
    }

    /// <summary>A stored body was accepted once. One that a later release refuses is our fault, not the device's.</summary>
    static TemplateDocument Parse(ProvisioningTemplateVersion version, Func<ProvisioningTemplateVersion, TemplateDocument> parse)
    {
        try
        {
            return parse(version);
        }
        catch (AwsError e)
        {
            throw new AwsError(AwsErrorCode.ProvisioningFailure, $"Template {version.TemplateName} version {version.VersionId} cannot be used. {e.Message}");
        }
    }

    /// <summary>A token registers its own certificate and no other, whatever the template makes of the device's parameters.</summary>
    static void CheckOwnCertificate(RenderedTemplate rendered, CertificateId own)
    {
        if (rendered.Certificate is { } certificate && certificate.Id != own)
        {
            throw OwnershipTokenCheck.Refuse($"The certificate ownership token belongs to certificate {own}, but the template asks for {NearMiss.Quote(certificate.Id.Value)}.");
        }
    }

    static AwsError NotFound(string message) => new(AwsErrorCode.TemplateNotFound, message);
}
