using Hatchery.Core.Policies;

namespace Hatchery.Server.Api.Policies;

/// <summary>The older ListTargetsForPolicy. It knows certificates only: a page may be short of the groups left out of it.</summary>
static class ListPolicyPrincipals
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (name, page) = Together.Read(() => PolicyRules.Name(request.Header("x-amzn-iot-policy")), () => Paging.ByMarker(request));
        var targets = await services.Registry.ReadAsync(
            tx =>
            {
                tx.Policies.FindOrThrow(name);
                return tx.Policies.Targets(name, page);
            },
            ct);
        var principals = targets.Items.Where(t => t.Kind == PolicyTargetKind.Certificate).Select(t => t.ToArn(services.Account));
        return ApiResponse.Json(
            new ListPolicyPrincipalsResponse([.. principals], Paging.Token(targets.Next)),
            PoliciesJson.Default.ListPolicyPrincipalsResponse);
    }
}

sealed record ListPolicyPrincipalsResponse(IReadOnlyList<string> Principals, string? NextMarker);
