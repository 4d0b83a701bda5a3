using System.Security.Cryptography.X509Certificates;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Events;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Server.Diagnosis;
using Hatchery.Server.Provisioning;
using Hatchery.Server.Signals;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Tls;

/// <summary>
/// Registers or provisions the device of a certificate that is unknown or pending, if a registered CA with auto-registration signed
/// it. The connection is dropped in any case; the device comes again. Only a verified signature leads to a write.
/// </summary>
public sealed partial class JustInTimeAdmission(IRegistry registry, AwsAccount account, IDeviceGateway gateway, TimeProvider time, ILogger<JustInTimeAdmission> logger)
{
    readonly ParsedTemplates templates = new(TemplateKind.Jitp);

    /// <summary>False when no CA vouches for the certificate.</summary>
    public async Task<bool> TryAsync(X509Certificate2 presented, string sourceIp, ConnectionTrace? trace = null)
    {
        var now = time.GetUtcNow();
        var signers = await registry.ReadAsync(tx => IssuingCas.Of(tx, presented));
        if (signers.FirstOrDefault(signer => signer.IsActive && signer.AllowsAutoRegistration && signer.IsValidAt(now)) is not { } ca)
        {
            return false;
        }

        var certificate = Pending(presented, ca, now);
        if (now < certificate.NotBefore || now > certificate.NotAfter)
        {
            return false;
        }

        var shown = new ShortId(certificate.Id);
        try
        {
            var facts = CertificateFacts.Of(presented.RawDataMemory);
            var thingId = Guid.NewGuid().ToString();
            var result = await registry.TransactAsync(tx => JustInTime.Run(tx, certificate, facts, sourceIp, templates.Of, thingId, now));
            if (result.Pending is { } pending)
            {
                var registered = new CertificateRegisteredEvent(ca.Id, pending);
                var stamp = new EventStamp(Guid.NewGuid().ToString(), now, account);
                gateway.Publish(new DeviceMessage(registered.Topic, registered.Payload(stamp), QualityOfService: 1));
                Metrics.JustInTime.Add(1, Metrics.Result("Registered"));
                Log.Registered(logger, shown, ca.Id.Value[..12]);
                trace?.JustInTime($"registered for CA {ca.Id.Value[..12]}", Failure.Of(CertificateCauses.AwaitsActivation), certificate.Id, null, now);
            }
            else if (result.Provisioned is { } reply)
            {
                Metrics.JustInTime.Add(1, Metrics.Result("Provisioned"));
                Log.Provisioned(logger, reply.ThingName ?? "(none)", shown, ca.Id.Value[..12]);
                trace?.JustInTime($"provisioned for CA {ca.Id.Value[..12]}", failure: null, certificate.Id, reply.ThingName, now);
            }
            else if (result.Held is { } held)
            {
                Metrics.JustInTime.Add(1, Metrics.Result("Held"));
                Log.Held(logger, shown, ca.Id.Value[..12]);
                trace?.JustInTime($"for CA {ca.Id.Value[..12]}", held.ToFailure(CertificateCauses.JustInTimeFailed), certificate.Id, null, now);
            }
        }
        catch (AwsError e)
        {
            Metrics.JustInTime.Add(1, Metrics.Result("Failed"));
            Log.Failed(logger, shown, ca.Id.Value[..12], e.Detail ?? e.Message);
            trace?.JustInTime($"for CA {ca.Id.Value[..12]}", e.ToFailure(CertificateCauses.JustInTimeFailed), certificate.Id, null, now);
        }

        return true;
    }

    static DeviceCertificate Pending(X509Certificate2 presented, CaCertificate ca, DateTimeOffset now) => new()
    {
        Id = CertificateId.Of(presented.RawDataMemory.Span),
        Pem = presented.ExportCertificatePem() + "\n",
        Status = CertificateStatus.PendingActivation,
        CaCertificateId = ca.Id.Value,
        Mode = ca.Mode,
        CreatedAt = now,
        ModifiedAt = now,
        NotBefore = new DateTimeOffset(presented.NotBefore.ToUniversalTime()),
        NotAfter = new DateTimeOffset(presented.NotAfter.ToUniversalTime()),
    };

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Certificate {Certificate} of CA {Ca} waits for activation; its connection is dropped")]
        public static partial void Registered(ILogger logger, ShortId certificate, string ca);

        [LoggerMessage(2, LogLevel.Information, "Provisioned thing {Thing} just in time for certificate {Certificate} of CA {Ca}; its first connection is dropped")]
        public static partial void Provisioned(ILogger logger, string thing, ShortId certificate, string ca);

        [LoggerMessage(3, LogLevel.Warning, "Just-in-time provisioning of certificate {Certificate} of CA {Ca} failed: {Reason}")]
        public static partial void Failed(ILogger logger, ShortId certificate, string ca, string reason);

        [LoggerMessage(4, LogLevel.Information, "Certificate {Certificate} of CA {Ca} waits for approval; its connection is dropped")]
        public static partial void Held(ILogger logger, ShortId certificate, string ca);
    }
}
