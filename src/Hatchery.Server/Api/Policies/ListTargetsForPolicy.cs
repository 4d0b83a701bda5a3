namespace Hatchery.Server.Api.Policies;

static class ListTargetsForPolicy
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (name, page) = Together.Read(() => PolicyRules.Name(request), () => Paging.ByMarker(request) with { Ascending = true });
        var targets = await services.Registry.ReadAsync(
            tx =>
            {
                tx.Policies.FindOrThrow(name);
                return tx.Policies.Targets(name, page);
            },
            ct);
        return ApiResponse.Json(
            new ListTargetsForPolicyResponse([.. targets.Items.Select(t => t.ToArn(services.Account))], Paging.Token(targets.Next)),
            PoliciesJson.Default.ListTargetsForPolicyResponse);
    }
}

sealed record ListTargetsForPolicyResponse(IReadOnlyList<string> Targets, string? NextMarker);
