using System.Diagnostics;
using Hatchery.Core;
using Hatchery.Server.Access;
using Hatchery.Server.Api.Hatchery;
using Hatchery.Server.Audit;
using Hatchery.Server.Signals;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Api;

/// <summary>
/// All of AWS's HTTP APIs behind one port, and Hatchery's own. The credential scope of the signature says which service is
/// meant, as on AWS the host name does; Hatchery's has a path of its own too.
/// </summary>
public sealed partial class AwsApi(IReadOnlyList<IAwsService> services, ApiServices shared, ILogger<AwsApi> logger)
{
    const int ResourceShownMax = 1_024;

    readonly SigV4Verifier verifier = new(shared.Time);

    /// <summary>One request, from the wire to the wire.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var requestId = Guid.NewGuid().ToString();
        var service = ServiceFor(http.Request);
        var rawTarget = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        WireAnswer answer;
        ApiCall? call = null;
        var outcome = AuditRow.Success;
        var started = Stopwatch.GetTimestamp();
        using var span = Spans.StartServer(Spans.Api, http.Request.Headers.TraceParent);
        span?.SetTag("aws.request_id", requestId);
        try
        {
            var target = RawTarget.Parse(rawTarget);
            var headers = http.Request.Headers;
            var authorization = SigV4Authorization.Read(headers.Authorization, target);
            service = ServiceOf(authorization.Credential, target);
            var body = await RequestBody.ReadAsync(http, Limits.ApiBodyBytesMax, Limits.ApiBodyBytesReadMax, TooLarge);
            var credential = authorization.Credential;
            var key = await shared.Callers.FindAsync(credential.AccessKeyId, SigV4Verifier.Token(target, headers), http.RequestAborted);
            verifier.Verify(authorization, key.Secret, http.Request.Method, target, headers, body.Span);
            call = ApiCall.Of(requestId, key.Caller, shared.Time.GetUtcNow(), credential.Region, http);
            answer = await service.AnswerAsync(new SignedRequest(requestId, credential, http.Request.Method, target, headers, body, call), http.RequestAborted);
        }
        catch (AwsError refusal)
        {
            outcome = refusal.Code.Name;
            Log.Refused(logger, http.Request.Method, rawTarget, refusal.Code.Name, refusal.Message, requestId);
            answer = service.Refuse(refusal, requestId);
        }
        catch (ConnectionResetException)
        {
            http.Abort();
            return;
        }
        catch (Exception bug) when (!http.RequestAborted.IsCancellationRequested)
        {
            Log.Failed(logger, bug, http.Request.Method, rawTarget, requestId);
            outcome = AwsErrorCode.InternalFailure.Name;
            answer = service.Refuse(new AwsError(AwsErrorCode.InternalFailure, $"An internal failure occurred; the server's log has it under request id {requestId}"), requestId);
        }

        catch
        {
            // The client is gone.
            await RecordAsync(call, AuditRow.Aborted);
            throw;
        }

        using var streamed = answer.Stream;
        await RecordAsync(call, outcome);
        Measure(span, call?.Operation ?? "unknown", outcome, Stopwatch.GetElapsedTime(started));
        await answer.WriteAsync(http, requestId);
    }

    static void Measure(Activity? span, string operation, string outcome, TimeSpan elapsed)
    {
        Metrics.Api.Record(elapsed.TotalSeconds, new("operation", operation), new("code", outcome));
        if (span is null) return;

        span.DisplayName = operation;
        if (outcome != AuditRow.Success) span.Fail(outcome);
    }

    /// <summary>Into the audit goes what changes something, and what was denied.</summary>
    ValueTask RecordAsync(ApiCall? call, string outcome) =>
        call?.Action is { } action && shared.Audit is { } audit && (ApiAction.IsWrite(action) || outcome == AwsErrorCode.AccessDenied.Name)
            ? audit.RecordAsync(new AuditRow(0, call.Request.Now, call.Caller.AccessKeyId, call.Caller.Arn, action, Bounded(call.Resource), call.SourceIp, outcome, call.Id))
            : ValueTask.CompletedTask;

    internal static string Bounded(string resource) => resource.Length <= ResourceShownMax ? resource : resource[..ResourceShownMax];

    /// <summary>Whose errors an unsigned request gets: IAM's and STS's clients send forms.</summary>
    IAwsService ServiceFor(HttpRequest request) =>
        services.First(s => s.Serves(request.HasFormContentType ? "iam" : "iot", "/"));

    IAwsService ServiceOf(SigV4Credential credential, RawTarget target) =>
        services.FirstOrDefault(s => s.Serves(credential.Service, target.Path))
        ?? throw new AwsError(AwsErrorCode.UnknownOperation, $"The service {credential.Service} is not served here: Hatchery answers iot, iotdata, iam and sts, and below {HatcheryApi.Prefix} hatchery");

    static AwsError TooLarge() => new(AwsErrorCode.RequestEntityTooLarge, $"The request body must be at most {Limits.ApiBodyBytesMax} bytes");

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Method} {Target} refused: {Code}: {Reason} (request {RequestId})")]
        public static partial void Refused(ILogger logger, string method, string target, string code, string reason, string requestId);

        [LoggerMessage(2, LogLevel.Error, "{Method} {Target} failed (request {RequestId})")]
        public static partial void Failed(ILogger logger, Exception bug, string method, string target, string requestId);
    }
}
