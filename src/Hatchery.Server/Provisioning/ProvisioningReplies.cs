using System.Diagnostics;
using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Broker;
using Hatchery.Server.Signals;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Provisioning;

/// <summary>Turns what an operation gives or throws into the accepted or rejected message, in the request's format.</summary>
sealed partial class ProvisioningReplies(ProvisioningSignals signals, ILogger<ProvisioningReplies> logger)
{
    public async ValueTask<ReservedReply> AnswerAsync(ProvisioningCall call, PayloadFormat format, ReservedRequest request, CancellationToken ct)
    {
        var begun = request.Trace.Now;
        var started = Stopwatch.GetTimestamp();
        var result = "Success";
        using var span = ProvisioningSignals.Begin(call);
        try
        {
            var members = await call.Operation(request, format.Read(request.Payload), ct);
            return new ReservedReply($"{request.Topic}/accepted", format.Write(members));
        }
        catch (AwsError e)
        {
            var attempt = Tell(Rejection.FailureOf(e));
            return Reject(Rejection.Of(e, attempt), e.Detail);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            var logId = Guid.NewGuid().ToString("N")[..12];
            Log.Failed(logger, e, request.Topic, logId);
            Tell(Failure.Of(ServerCauses.ServerFailure, $"log id {logId}"));
            return Reject(Rejection.InternalFailure(logId));
        }
        finally
        {
            signals.End(call, result, Stopwatch.GetElapsedTime(started));
        }

        AttemptId? Tell(Failure failure) => request.Trace.RejectedRequest(StepOf(request.Topic, failure.Cause), request.Topic, failure, begun);

        ReservedReply Reject(Rejection rejection, string? detail = null)
        {
            result = rejection.Code.Name;
            span.Fail(result);
            Log.Rejected(logger, request.Topic, new ShortId(request.Principal.CertificateId), request.ClientId, rejection.Code.Name, detail is null ? rejection.Message : $"{rejection.Message} {detail}");
            return new ReservedReply($"{request.Topic}/rejected", format.Write(rejection.Members));
        }
    }

    static StepKind StepOf(string topic, Cause cause)
    {
        if (HookCauses.Family.Causes.Contains(cause))
        {
            return StepKind.Hook;
        }

        return topic.StartsWith("$aws/certificates/", StringComparison.Ordinal) ? StepKind.CreateCertificate : StepKind.RegisterThing;
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Rejected {Topic} of certificate {Claim} as client {ClientId}: {Code}: {Reason}")]
        public static partial void Rejected(ILogger logger, string topic, ShortId claim, string clientId, string code, string reason);

        [LoggerMessage(2, LogLevel.Error, "A request on {Topic} failed; log id {LogId}")]
        public static partial void Failed(ILogger logger, Exception e, string topic, string logId);
    }
}
