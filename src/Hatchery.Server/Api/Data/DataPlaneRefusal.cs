using Hatchery.Core;

namespace Hatchery.Server.Api.Data;

/// <summary>
/// A refusal as the data plane writes it: the id of the request is in the body too, and who isn't allowed something is told
/// ForbiddenException, where the control plane says AccessDeniedException. Seen in the bodies that users of AWS IoT report.
/// </summary>
static class DataPlaneRefusal
{
    public sealed record Body(string Message, string TraceId);

    public static WireAnswer Of(AwsError error, string requestId)
    {
        var code = error.Code == AwsErrorCode.AccessDenied || error.Code == AwsErrorCode.MissingAuthenticationToken ? AwsErrorCode.Forbidden : error.Code;
        var body = ApiResponse.Json(new Body(error.Message, requestId), DataJson.Default.DataPlaneRefusalBody);
        return new WireAnswer(code.Status, "application/json", body.Body, code.Name);
    }
}
