using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Api.Data;
using Hatchery.Server.Audit;
using Hatchery.Server.Diagnosis;
using Hatchery.Server.Signals;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Api.Devices;

/// <summary>
/// What devices ask for by HTTPS, under their certificate instead of a signature: to publish a message, and credentials of a role. It
/// answers on the connections of the https port, and on no others.
/// </summary>
public sealed partial class DeviceApi(ApiServices services, ILogger<DeviceApi> logger)
{
    const string ContentType = "application/json";
    const string NoAccessKey = "-";
    const string UnknownPath = "A device's certificate opens POST /topics/{topic} and GET /role-aliases/{alias}/credentials here; everything else is MQTT's, or the API's under a signature";
    const string ThingNameHeader = "x-amzn-iot-thingname";

    /// <summary>Whether a request came on a connection of the https port.</summary>
    public static bool Serves(HttpContext http) => http.Features.Get<DevicePeer>() is not null;

    /// <summary>One request, from the wire to the wire.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var requestId = Guid.NewGuid().ToString();
        var rawTarget = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var (shown, peer) = (http.Features.Get<DevicePrincipal>()?.CertificateId.Value[..12] ?? "none", http.Features.GetRequiredFeature<DevicePeer>().SourceIp);
        var isForCredentials = rawTarget.StartsWith("/role-aliases/", StringComparison.Ordinal);
        Func<AwsError, string, WireAnswer> refuse = isForCredentials ? RestJsonService.Refusal : DataPlaneRefusal.Of;
        WireAnswer answer;
        var result = AuditRow.Success;
        try
        {
            var body = await AnswerAsync(http, RawTarget.Parse(rawTarget), requestId);
            Log.Answered(logger, http.Request.Method, rawTarget, shown, peer, requestId);
            answer = new WireAnswer(StatusCodes.Status200OK, ContentType, body.Body);
        }
        catch (AwsError refusal)
        {
            Log.Refused(logger, http.Request.Method, rawTarget, shown, peer, refusal.Code.Name, refusal.Detail ?? refusal.Message, requestId);
            answer = refuse(refusal, requestId);
            result = refusal.Code.Name;
            await RecordAsync(http, rawTarget, refusal, requestId);
        }
        catch (Exception bug) when (bug is not ConnectionAbortedException && !http.RequestAborted.IsCancellationRequested)
        {
            Log.Failed(logger, bug, http.Request.Method, rawTarget, requestId);
            result = AwsErrorCode.InternalFailure.Name;
            answer = refuse(new AwsError(AwsErrorCode.InternalFailure, $"An internal failure occurred; the server's log has it under request id {requestId}"), requestId);
        }

        if (isForCredentials)
        {
            Metrics.Credentials.Add(1, Metrics.Result(result));
        }

        await answer.WriteAsync(http, requestId);
    }

    /// <summary>
    /// As an attempt of the device and, what was denied, in the audit. A device that asks again and again is counted in its attempt:
    /// it doesn't push what operators did out of the audit.
    /// </summary>
    ValueTask RecordAsync(HttpContext http, string rawTarget, AwsError refusal, string requestId)
    {
        // What publishes tells its trace itself, and who has no certificate is told already.
        if (rawTarget.StartsWith("/topics/", StringComparison.Ordinal) || http.Features.Get<DevicePrincipal>() is not { } device)
        {
            return ValueTask.CompletedTask;
        }

        var trace = http.Features.Get<ConnectionTrace>() ?? ConnectionTrace.Unrecorded;
        var isAnother = trace.Fail(StepKind.Credentials, $"{http.Request.Method} {rawTarget}", refusal.ToFailure(CredentialsCauses.Denied), thingName: ThingName(http.Request));
        if (!isAnother || refusal.Code != AwsErrorCode.AccessDenied || services.Audit is not { } audit)
        {
            return ValueTask.CompletedTask;
        }

        var certificate = services.Account.IotArn("cert", device.CertificateId.Value);
        var resource = refusal.Failure?.Evidence.Resource ?? AwsApi.Bounded(rawTarget);
        return audit.RecordAsync(new AuditRow(0, services.Time.GetUtcNow(), NoAccessKey, certificate, AssumeRoleWithCertificate.Action, resource, device.SourceIp, refusal.Code.Name, requestId));
    }

    async ValueTask<ApiResponse> AnswerAsync(HttpContext http, RawTarget target, string requestId)
    {
        var trace = http.Features.Get<ConnectionTrace>() ?? ConnectionTrace.Unrecorded;
        if (http.Features.Get<DevicePrincipal>() is not { } device)
        {
            trace.Refused(Failure.Of(TlsCauses.NoClientCertificate));
            throw new AwsError(AwsErrorCode.MissingAuthenticationToken, "Missing Authentication Token");
        }

        switch (http.Request.Method, TopicTarget.Segments(target))
        {
            case ("POST", ["topics", var topic]):
                return await PublishByCertificate.Handle(http, target, topic, requestId, device, trace, services);
            case (_, ["topics", _]):
                throw new AwsError(AwsErrorCode.MethodNotAllowed, $"{http.Request.Method} is not allowed here; use POST");
            case ("GET", ["role-aliases", var alias, "credentials"]):
                return await AssumeRoleWithCertificate.Handle(alias, ThingName(http.Request), device, services, http.RequestAborted);
            default:
                throw new AwsError(AwsErrorCode.UnknownOperation, UnknownPath) { Cause = CredentialsCauses.PathUnknown };
        }
    }

    static string? ThingName(HttpRequest request) => request.Headers.TryGetValue(ThingNameHeader, out var values) ? values.ToString() : null;

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Method} {Target} of certificate {Certificate} at {Peer} refused: {Code}: {Reason} (request {RequestId})")]
        public static partial void Refused(ILogger logger, string method, string target, string certificate, string peer, string code, string reason, string requestId);

        [LoggerMessage(3, LogLevel.Debug, "{Method} {Target} of certificate {Certificate} at {Peer} answered (request {RequestId})")]
        public static partial void Answered(ILogger logger, string method, string target, string certificate, string peer, string requestId);

        [LoggerMessage(2, LogLevel.Error, "{Method} {Target} failed (request {RequestId})")]
        public static partial void Failed(ILogger logger, Exception bug, string method, string target, string requestId);
    }
}
