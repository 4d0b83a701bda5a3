using Hatchery.Core.Access;
using Hatchery.Core.Policies;
using Microsoft.AspNetCore.Http;

namespace Hatchery.Server.Api;

/// <summary>One call of the API: who makes it, from where, and what it turned out to ask for.</summary>
/// <param name="Id">The request id of the answer.</param>
/// <param name="SourceIp">The peer's address.</param>
public sealed record ApiCall(string Id, Caller Caller, string? SourceIp, IamRequest Request)
{
    /// <summary>The operation's name, once its service found it; of a table, so it may be a label.</summary>
    public string? Operation { get; set; }

    /// <summary>E.g. <c>iot:CreateThing</c>; null until the operation is known.</summary>
    public string? Action { get; private set; }

    /// <summary>The ARN of what it acts on first; <c>*</c> when there is none, or none yet.</summary>
    public string Resource { get; private set; } = "*";

    public static ApiCall Of(string id, Caller caller, DateTimeOffset now, string region, HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        return new ApiCall(
            id,
            caller,
            (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString(),
            new IamRequest
            {
                Caller = caller,
                Now = now,
                IsSecureTransport = http.Request.IsHttps,
                Region = region,
                UserAgent = http.Request.Headers.UserAgent,
            });
    }

    /// <summary>What the call asks for, for the audit; authorised apart.</summary>
    public void Begin(string action, string resource) => (Action, Resource) = (action, resource);

    /// <summary>What the call made, where that had no name before.</summary>
    public void Made(string resource) => Resource = resource;

    /// <exception cref="Core.AwsError">AccessDeniedException.</exception>
    public void Demand(AccessDemand demand)
    {
        var context = new PolicyContext { SourceIp = SourceIp, ApiCall = Request with { PassedToService = demand.PassedToService } };
        var decision = IamEvaluator.Evaluate(Caller, demand.Action, demand.Resource, context);
        if (decision != IamDecision.Allowed)
        {
            throw IamDenial.Of(Caller, demand.Action, demand.Resource, decision);
        }
    }
}
