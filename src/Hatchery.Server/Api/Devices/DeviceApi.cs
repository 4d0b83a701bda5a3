using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Server.Audit;
using Hatchery.Server.Diagnosis;
using Hatchery.Server.Signals;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Api.Devices;

/// <summary>
/// What devices ask for by HTTPS, under their certificate instead of a signature: credentials of a role. It answers on connections
/// that have been admitted as a device's, and on no others.
/// </summary>
public sealed partial class DeviceApi(ApiServices services, ILogger<DeviceApi> logger)
{
    const string ContentType = "application/json";
    const string NoAccessKey = "-";
    const string ThingNameHeader = "x-amzn-iot-thingname";

    /// <summary>Whether a request came on a device's connection.</summary>
    public static bool Serves(HttpContext http) => http.Features.Get<DevicePrincipal>() is not null;

    /// <summary>One request, from the wire to the wire.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var requestId = Guid.NewGuid().ToString();
        var device = http.Features.GetRequiredFeature<DevicePrincipal>();
        var rawTarget = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        WireAnswer answer;
        var result = AuditRow.Success;
        try
        {
            var body = await AnswerAsync(http.Request, rawTarget, device, http.RequestAborted);
            Log.Answered(logger, http.Request.Method, rawTarget, device.CertificateId.Value[..12], device.SourceIp, requestId);
            answer = new WireAnswer(StatusCodes.Status200OK, ContentType, body.Body);
        }
        catch (AwsError refusal)
        {
            Log.Refused(logger, http.Request.Method, rawTarget, device.CertificateId.Value[..12], device.SourceIp, refusal.Code.Name, refusal.Detail ?? refusal.Message, requestId);
            answer = RestJsonService.Refusal(refusal);
            result = refusal.Code.Name;
            await RecordAsync(http, rawTarget, device, refusal, requestId);
        }
        catch (Exception bug) when (bug is not ConnectionAbortedException && !http.RequestAborted.IsCancellationRequested)
        {
            Log.Failed(logger, bug, http.Request.Method, rawTarget, requestId);
            result = AwsErrorCode.InternalFailure.Name;
            answer = RestJsonService.Refusal(new AwsError(AwsErrorCode.InternalFailure, $"An internal failure occurred; the server's log has it under request id {requestId}"));
        }

        Metrics.Credentials.Add(1, Metrics.Result(result));
        await answer.WriteAsync(http, requestId);
    }

    /// <summary>
    /// As an attempt of the device and, what was denied, in the audit. A device that asks again and again is counted in its attempt:
    /// it doesn't push what operators did out of the audit.
    /// </summary>
    ValueTask RecordAsync(HttpContext http, string rawTarget, DevicePrincipal device, AwsError refusal, string requestId)
    {
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

    ValueTask<ApiResponse> AnswerAsync(HttpRequest request, string rawTarget, DevicePrincipal device, CancellationToken ct) =>
        (request.Method, RawTarget.Parse(rawTarget).Segments()) switch
        {
            ("GET", ["role-aliases", var alias, "credentials"]) => AssumeRoleWithCertificate.Handle(alias, ThingName(request), device, services, ct),
            _ => throw new AwsError(AwsErrorCode.UnknownOperation, "A device's certificate opens GET /role-aliases/{alias}/credentials here; everything else is MQTT's, or the API's under a signature") { Cause = CredentialsCauses.PathUnknown },
        };

    static string? ThingName(HttpRequest request) => request.Headers.TryGetValue(ThingNameHeader, out var values) ? values.ToString() : null;

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Method} {Target} of certificate {Certificate} at {Peer} refused: {Code}: {Reason} (request {RequestId})")]
        public static partial void Refused(ILogger logger, string method, string target, string certificate, string peer, string code, string reason, string requestId);

        [LoggerMessage(3, LogLevel.Information, "{Method} {Target} of certificate {Certificate} at {Peer} answered (request {RequestId})")]
        public static partial void Answered(ILogger logger, string method, string target, string certificate, string peer, string requestId);

        [LoggerMessage(2, LogLevel.Error, "{Method} {Target} failed (request {RequestId})")]
        public static partial void Failed(ILogger logger, Exception bug, string method, string target, string requestId);
    }
}
