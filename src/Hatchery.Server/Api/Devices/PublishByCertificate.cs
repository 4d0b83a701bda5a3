using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Policies;
using Hatchery.Server.Api.Data;
using Hatchery.Server.Diagnosis;
using Hatchery.Server.Signals;
using Microsoft.AspNetCore.Http;
using Results = Hatchery.Server.Signals.Results;

namespace Hatchery.Server.Api.Devices;

/// <summary>
/// A device publishes by HTTPS, under its certificate and its AWS IoT policies: iot:Publish, and iot:RetainPublish for what is to be
/// retained. There is no CONNECT, so iot:Connect isn't asked, and no client id: only a thing attached exclusively gives thing
/// variables their values. Source: AWS IoT "HTTPS", "Retained message policy examples".
/// </summary>
static class PublishByCertificate
{
    const string Action = "iot:Publish";
    const string RetainAction = "iot:RetainPublish";

    public static async ValueTask<ApiResponse> Handle(HttpContext http, RawTarget target, string topic, string requestId, DevicePrincipal device, ConnectionTrace trace, ApiServices services)
    {
        try
        {
            var body = await RequestBody.ReadAsync(http, Limits.MqttPayloadBytesMax, Limits.ApiBodyBytesMax, PublishRequest.TooLarge);
            var message = PublishRequest.Read(ApiRequest.Of(new Dictionary<string, string> { ["topic"] = topic }, target, http.Request.Headers, body));
            var now = services.Time.GetUtcNow();
            var (refusal, effective) = await services.Registry.ReadAsync(
                tx => (
                    ActiveCertificate.Refusal(tx, device.CertificateId, now, Failure.Of(CertificateCauses.LostActive, "it is a provisioning claim, or not registered any more")),
                    EffectivePolicies.Read(tx, device.CertificateId, clientId: null, version => PolicyDocument.ParseOrThrow(version.Document))),
                http.RequestAborted);
            if (refusal is not null)
            {
                throw Deny(trace, "the certificate may not be used", refusal, thing: null);
            }

            Require(Action, message, effective, device, trace, services.Account);
            if (message.Retain)
            {
                Require(RetainAction, message, effective, device, trace, services.Account);
            }

            services.Gateway.PublishByHttp(message);
            Metrics.PublishIn.Add(1, Results.Success);
            return Publish.Response.Of(requestId);
        }
        catch (AwsError refused)
        {
            Metrics.PublishIn.Add(1, refused.Code == AwsErrorCode.Forbidden ? Results.AuthError : Results.ClientError);
            if (refused.Cause is not null)
            {
                trace.Fail(StepKind.Publish, "publish by HTTPS", refused.ToFailure(refused.Cause));
            }

            throw;
        }
    }

    static void Require(string action, DeviceMessage message, EffectivePolicies effective, DevicePrincipal device, ConnectionTrace trace, AwsAccount account)
    {
        var resource = account.IotArn("topic", message.Topic);
        var context = new PolicyContext { SourceIp = device.SourceIp, DomainName = device.DomainName, Certificate = device.Facts, Thing = effective.Thing };
        var decision = PolicyEvaluator.Evaluate(effective.Policies, action, resource, context);
        if (!decision.IsAllowed)
        {
            throw Deny(trace, $"{action} on {resource}: {decision.Explain()}", PolicyDenial.Of(decision, action, resource), effective.Thing?.Name.Value);
        }
    }

    /// <summary>The device hears one word, as at AWS; the log and the attempt have the reason.</summary>
    static AwsError Deny(ConnectionTrace trace, string why, Failure failure, string? thing)
    {
        trace.Fail(StepKind.Publish, $"{failure.Evidence.Action ?? Action} by HTTPS", failure, thingName: thing);
        return new AwsError(AwsErrorCode.Forbidden, "Forbidden") { Detail = $"{why} [{failure.Cause.Id}]" };
    }
}
