using Hatchery.Core.Provisioning.Guards;

namespace Hatchery.Server.Api.Hatchery.Claims;

/// <summary>Registrations that are held for approval, in the order in which they came. Those that were approved leave when they register.</summary>
public static class ListApprovals
{
    public sealed record Approval(
        long Id,
        string Status,
        string? Serial,
        string? ThingName,
        string ClaimId,
        string TemplateName,
        string CertificateId,
        string ClientId,
        string SourceIp,
        IReadOnlyDictionary<string, string> Parameters,
        DateTimeOffset FirstAskedAt,
        DateTimeOffset LastAskedAt);

    public sealed record Response(IReadOnlyList<Approval> Approvals, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var page = Paging.ByToken(request);
        var status = request.Query("status");
        new Validation().OneOf("status", status, [.. ApprovalRules.Statuses]).ThrowIfAny();
        var found = await services.Registry.ReadAsync(
            tx =>
            {
                var choice = ApprovalRules.Of(tx, request.Query("claim"), request.Query("templateName"), services.Account);
                return tx.HeldRequests.List(choice with { Status = status is null ? null : (HeldStatus)ApprovalRules.Statuses.Index().First(known => known.Item == status).Index }, page);
            },
            ct);
        return ApiResponse.Json(new Response([.. found.Items.Select(Of)], Paging.Token(found.Next)), HatcheryJson.Default.ListApprovalsResponse);
    }

    static Approval Of(HeldRequest held) => new(
        held.Id,
        held.Status.ToWire(),
        held.Serial,
        held.ThingName,
        held.ClaimId.Value,
        held.TemplateName.Value,
        held.CertificateId.Value,
        held.ClientId,
        held.SourceIp,
        held.Parameters,
        held.FirstAskedAt,
        held.LastAskedAt);
}
