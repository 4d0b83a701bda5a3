using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Certificates;

/// <summary>
/// Ends a thing's older certificates once its new one has connected, where the template says so. What a crash cuts off is done at
/// the next connection: the certificate stays marked until then.
/// </summary>
public sealed partial class OlderCertificatesEnd(IRegistry registry, TimeProvider time, ILogger<OlderCertificatesEnd> logger)
{
    /// <summary>A client connected. Returns at once.</summary>
    public void Connected(DevicePrincipal principal)
    {
        if (principal.OlderCertificates != OlderCertificateAction.Keep)
        {
            _ = EndAsync(principal.CertificateId);
        }
    }

    /// <summary>Ends those that are due; how many.</summary>
    public async Task<int> EndAsync(CertificateId id)
    {
        try
        {
            var now = time.GetUtcNow();
            var ended = await registry.TransactAsync(tx => OlderCertificates.End(tx, id, now));
            foreach (var older in ended)
            {
                Log.Ended(logger, older, id);
            }

            return ended.Count;
        }
        catch (Exception e)
        {
            Log.Failed(logger, e, id);
            return 0;
        }
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Ended certificate {Older}: its thing was provisioned again and has connected with {Certificate}")]
        public static partial void Ended(ILogger logger, CertificateId older, CertificateId certificate);

        [LoggerMessage(2, LogLevel.Error, "The certificates older than {Certificate} could not be ended; its next connection tries again")]
        public static partial void Failed(ILogger logger, Exception e, CertificateId certificate);
    }
}
