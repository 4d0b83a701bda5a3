using Hatchery.Core;
using Hatchery.Core.Provisioning.Hooks;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Server.Broker;
using Hatchery.Server.Certificates;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Provisioning;

/// <summary>
/// The topics on which devices ask for provisioning, one line each. Their <c>accepted</c> and <c>rejected</c> take no
/// publishes, and neither does any other topic that begins with <c>$</c>. Source: AWS IoT "Device provisioning MQTT API".
/// </summary>
public sealed class ReservedTopics
{
    readonly CreateKeysAndCertificateEndpoint createKeys;
    readonly CreateCertificateFromCsrEndpoint createFromCsr;
    readonly RegisterThingEndpoint registerThing;
    readonly ProvisioningReplies replies;

    public ReservedTopics(
        IRegistry registry, AwsAccount account, CertificateIssuer issuer, ProvisioningHook hook, TimeProvider time, ILoggerFactory loggers)
    {
        var terms = new CertificateTerms(registry, loggers.CreateLogger<CertificateTerms>());
        var gate = new CreateGate(registry, time);
        createKeys = new(registry, issuer, terms, gate, time, loggers.CreateLogger<CreateKeysAndCertificateEndpoint>());
        createFromCsr = new(registry, issuer, terms, gate, time, loggers.CreateLogger<CreateCertificateFromCsrEndpoint>());
        registerThing = new(registry, account, hook, time, loggers.CreateLogger<RegisterThingEndpoint>());
        replies = new(new ProvisioningSignals(registry), loggers.CreateLogger<ProvisioningReplies>());
    }

    /// <summary>Who answers a topic: a <see cref="ReservedTopicRouter"/>.</summary>
    public ReservedEndpoint? Find(string topic) => topic.Split('/') switch
    {
        ["$aws", "certificates", "create", var format] => Endpoint(format, new("CreateKeysAndCertificate", createKeys.HandleAsync)),
        ["$aws", "certificates", "create-from-csr", var format] => Endpoint(format, new("CreateCertificateFromCsr", createFromCsr.HandleAsync)),
        ["$aws", "provisioning-templates", { Length: > 0 and <= Limits.TemplateNameMax } template, "provision", var format] =>
            Endpoint(format, new("RegisterThing", registerThing.By(new TemplateName(template)), template)),
        _ => null,
    };

    ReservedEndpoint? Endpoint(string formatName, ProvisioningCall call)
    {
        if (PayloadFormat.Find(formatName) is not { } format)
        {
            return null;
        }

        return (request, ct) => replies.AnswerAsync(call, format, request, ct);
    }
}
