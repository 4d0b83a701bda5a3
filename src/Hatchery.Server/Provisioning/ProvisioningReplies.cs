using System.Diagnostics;
using Hatchery.Core;
using Hatchery.Server.Broker;
using Hatchery.Server.Signals;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Provisioning;

/// <summary>Turns what an operation gives or throws into the accepted or rejected message, in the request's format.</summary>
sealed partial class ProvisioningReplies(ProvisioningSignals signals, ILogger<ProvisioningReplies> logger)
{
    public async ValueTask<ReservedReply> AnswerAsync(ProvisioningCall call, PayloadFormat format, ReservedRequest request, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var result = "Success";
        using var span = signals.Begin(call);
        try
        {
            var members = await call.Operation(request, format.Read(request.Payload), ct);
            return new ReservedReply($"{request.Topic}/accepted", format.Write(members));
        }
        catch (AwsError e)
        {
            return Reject(Rejection.Of(e));
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            var logId = Guid.NewGuid().ToString("N")[..12];
            Log.Failed(logger, e, request.Topic, logId);
            return Reject(Rejection.InternalFailure(logId));
        }
        finally
        {
            signals.End(call, result, Stopwatch.GetElapsedTime(started));
        }

        ReservedReply Reject(Rejection rejection)
        {
            result = rejection.Code.Name;
            span.Fail(result);
            Log.Rejected(logger, request.Topic, request.Principal.CertificateId.Value[..12], request.ClientId, rejection.Code.Name, rejection.Message);
            return new ReservedReply($"{request.Topic}/rejected", format.Write(rejection.Members));
        }
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Rejected {Topic} of certificate {Claim} as client {ClientId}: {Code}: {Reason}")]
        public static partial void Rejected(ILogger logger, string topic, string claim, string clientId, string code, string reason);

        [LoggerMessage(2, LogLevel.Error, "A request on {Topic} failed; log id {LogId}")]
        public static partial void Failed(ILogger logger, Exception e, string topic, string logId);
    }
}
