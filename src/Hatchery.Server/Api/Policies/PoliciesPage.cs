using Hatchery.Core.Policies;

namespace Hatchery.Server.Api.Policies;

/// <summary>The answer of every operation that lists policies.</summary>
sealed record PoliciesPage(IReadOnlyList<PolicyItem> Policies, string? NextMarker)
{
    public static ApiResponse Of(IEnumerable<PolicyName> names, string? next, ApiServices services) => ApiResponse.Json(
        new PoliciesPage([.. names.Select(name => new PolicyItem(name.Value, services.PolicyArn(name)))], Paging.Token(next)),
        PoliciesJson.Default.PoliciesPage);
}

sealed record PolicyItem(string PolicyName, string PolicyArn);
