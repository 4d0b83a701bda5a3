using System.Text.Json.Serialization;
using Hatchery.Core;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Hatchery.Claims;

/// <summary>
/// Approves or refuses held registrations: by id, by serial number, or all that wait. An approved device's next identical
/// RegisterThing succeeds; a refused one's goes on to be refused, until it is approved after all.
/// </summary>
public static class DecideApprovals
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(
        IReadOnlyList<long>? Ids = null, IReadOnlyList<string>? Serials = null, bool All = false, string? Claim = null, string? TemplateName = null);

    /// <param name="Decided">How many were decided otherwise before.</param>
    public sealed record Response(int Decided);

    public static ValueTask<ApiResponse> Approve(ApiRequest request, ApiServices services, CancellationToken ct) => DecideAsync(HeldStatus.Approved, request, services, ct);

    public static ValueTask<ApiResponse> Refuse(ApiRequest request, ApiServices services, CancellationToken ct) => DecideAsync(HeldStatus.Refused, request, services, ct);

    static async ValueTask<ApiResponse> DecideAsync(HeldStatus status, ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(HatcheryJson.Default.DecideApprovalsRequest);
        var (ids, serials) = (body.Ids ?? [], body.Serials ?? []);
        if (body.All == (ids.Count + serials.Count > 0))
        {
            throw AwsError.InvalidRequest("Name registrations by ids or serials, or give all true for those that wait");
        }

        if (ids.Count + serials.Count > Limits.PageSizeMax)
        {
            throw AwsError.InvalidRequest($"One request decides about {Limits.PageSizeMax} ids and serials at most");
        }

        var decided = await services.Registry.TransactAsync(
            tx =>
            {
                var choice = ApprovalRules.Of(tx, body.Claim, body.TemplateName, services.Account);
                return body.All
                    ? tx.HeldRequests.Decide(choice with { Status = HeldStatus.Waiting }, status)
                    : ids.Sum(id => One(tx, choice with { Id = id }, status)) + serials.Sum(serial => One(tx, choice with { Serial = serial }, status));
            },
            ct);
        return ApiResponse.Json(new Response(decided), HatcheryJson.Default.DecideApprovalsResponse);
    }

    /// <exception cref="AwsError">ResourceNotFoundException: nothing of that id or serial number is held, and nothing is decided.</exception>
    static int One(IRegistryTransaction registry, HeldChoice choice, HeldStatus status) =>
        registry.HeldRequests.List(choice, new PageRequest(1)).Items is []
            ? throw AwsError.NotFound($"No held registration has the {(choice.Id is { } id ? $"id {id}" : $"serial number {NearMiss.Quote(choice.Serial!)}")}")
            : registry.HeldRequests.Decide(choice, status);
}
