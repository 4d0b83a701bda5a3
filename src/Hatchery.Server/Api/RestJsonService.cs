using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>
/// An API in AWS's protocol restJson1: AWS IoT's control plane, its data plane, and Hatchery's own API beside them. A path below
/// <paramref name="prefix"/> that is signed for one of the names is its request.
/// </summary>
public sealed class RestJsonService(ApiServices services, OperationRouter router, string prefix, params IReadOnlyList<string> signingNames) : IAwsService
{
    const string ContentType = "application/json";

    public bool Serves(string signingName, string path) => signingNames.Contains(signingName) && path.StartsWith(prefix, StringComparison.Ordinal);

    public async ValueTask<WireAnswer> AnswerAsync(SignedRequest request, CancellationToken ct)
    {
        RequireOurRegion(request.Credential.Region);
        var (operation, labels) = router.Find(request.Method, request.Target);
        request.Call.Operation = operation.Name;
        var apiRequest = ApiRequest.Of(labels, request.Target, request.Headers, request.Body, request.Call);
        Authorize(operation, apiRequest, request.Call);
        var response = await operation.Handle(apiRequest, services, ct);
        if (request.Call.Resource == "*" && MadeResource.In(response.Body) is { } made)
        {
            request.Call.Made(made);
        }

        var contentType = response.Stream?.ContentType ?? (response.Body.IsEmpty ? null : ContentType);
        return new WireAnswer(200, contentType, response.Body) { Headers = response.Headers ?? [], Stream = response.Stream };
    }

    void Authorize(ApiOperation operation, ApiRequest request, ApiCall call)
    {
        var demands = AccessDemands.Of(prefix == "/" ? "iot" : signingNames[0], operation, request, services.Account);
        call.Begin(demands[0].Action, demands[0].Resource);
        foreach (var demand in demands)
        {
            call.Demand(demand);
        }
    }

    // A script set to another region would write policies for ARNs that no device here ever has.
    void RequireOurRegion(string region)
    {
        if (region != services.Account.Region)
        {
            throw new AwsError(AwsErrorCode.InvalidSignature, $"Credential should be scoped to a valid region, not '{region}': this server's region is {services.Account.Region}");
        }
    }

    /// <summary>How a refusal is written, where it isn't as the control plane does.</summary>
    public Func<AwsError, string, WireAnswer> Refusing { get; init; } = Refusal;

    public WireAnswer Refuse(AwsError error, string requestId) => Refusing(error, requestId);

    /// <summary>A refusal as the control plane writes it: the id of the request is in a header alone.</summary>
    public static WireAnswer Refusal(AwsError error, string requestId)
    {
        var answer = ApiResponse.Json(new ErrorBody(error.Message, error.ResourceId, error.ResourceArn), ApiJson.Default.ErrorBody);
        return new WireAnswer(error.Code.Status, ContentType, answer.Body, error.Code.Name);
    }
}

/// <summary>The SDKs read the code from the header and the text from here.</summary>
sealed record ErrorBody(string Message, string? ResourceId, string? ResourceArn);
