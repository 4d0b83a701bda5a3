using Hatchery.Core;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Provisioning.Hooks;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Server.Broker;
using Hatchery.Server.Signals;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Provisioning;

/// <summary>RegisterThing over MQTT: <c>$aws/provisioning-templates/&lt;template&gt;/provision/&lt;format&gt;</c>.</summary>
sealed partial class RegisterThingEndpoint(
    IRegistry registry, AwsAccount account, ProvisioningHook hook, TimeProvider time, ILogger<RegisterThingEndpoint> logger)
{
    const string Token = "certificateOwnershipToken";

    readonly ParsedTemplates templates = new(TemplateKind.FleetProvisioning);

    public ProvisioningOperation By(TemplateName template) => (request, payload, ct) => HandleAsync(template, request, payload, ct);

    async ValueTask<IReadOnlyList<ReplyMember>> HandleAsync(TemplateName template, ReservedRequest request, RequestPayload payload, CancellationToken ct)
    {
        var begun = request.Trace.Now;
        var registration = Read(template, request, payload);
        request.Trace.AskedToRegister(template.Value, registration.Parameters);
        var consent = await AskHookAsync(registration, request, ct);
        var thingId = Guid.NewGuid().ToString();
        var now = time.GetUtcNow();
        var registered = await registry.TransactAsync(tx => RegisterThing.Run(tx, registration, version => templates.Of(version.Body), thingId, now, consent), ct);
        if (registered.Refusal is { } refusal)
        {
            throw refusal;
        }

        var reply = registered.Reply;
        request.Trace.RegisteredThing(template.Value, registered.TemplateVersion, reply.ThingName, registered.CertificateId, begun);
        Log.Registered(logger, reply.ThingName ?? "(none)", new ShortId(registered.CertificateId), template, new ShortId(request.Principal.CertificateId), request.ClientId);
        return RegisterThingPayload.Reply(reply);
    }

    /// <summary>
    /// INVARIANT: outside any transaction, so that a slow hook holds up nobody else. What was true before it is checked again in the
    /// transaction that registers.
    /// </summary>
    async ValueTask<HookConsent?> AskHookAsync(RegisterThingRequest registration, ReservedRequest request, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await registry.ReadAsync(tx => RegisterThing.FindHook(tx, registration, now), ct) is not { } due)
        {
            return null;
        }

        var arn = account.IotArn("provisioningtemplate", registration.TemplateName.Value);
        var told = new HookRequest(
            request.Principal.CertificateId, due.CertificateId, due.CertificatePem, arn, request.ClientId, registration.Parameters);
        var begun = request.Trace.Now;
        var answer = await hook(due.Hook, told, ct);
        if (answer.Allowed)
        {
            request.Trace.HookAllowed(due.Hook.TargetArn, answer.ParameterOverrides.Count, begun);
        }

        return new HookConsent(due.Hook, answer);
    }

    static RegisterThingRequest Read(TemplateName template, ReservedRequest request, RequestPayload payload)
    {
        var token = payload.Text(Token) ?? "";
        if (token.Length == 0 && payload.NearMissOf(Token) is { } miss)
        {
            throw new AwsError(AwsErrorCode.InvalidCertificateOwnershipToken, $"Certificate ownership token cannot be empty. {miss}") { Cause = TokenCauses.Misspelled };
        }

        var asker = new Asker(request.Principal.CertificateId, request.ClientId, request.Principal.SourceIp);
        return new RegisterThingRequest(template, token, RegisterThingPayload.Parameters(payload), asker);
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Registered thing {Thing} with certificate {Certificate} by template {Template} for claim {Claim} as client {ClientId}")]
        public static partial void Registered(ILogger logger, string thing, ShortId certificate, TemplateName template, ShortId claim, string clientId);
    }
}
