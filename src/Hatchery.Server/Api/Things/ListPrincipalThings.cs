using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Things;

public static class ListPrincipalThings
{
    public sealed record Response(IReadOnlyList<string> Things, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (principal, page) = Together.Read(() => ThingPrincipals.Principal(request, services.Account), () => Paging.ByToken(request));
        var things = await services.Registry.ReadAsync(tx => Read(tx, principal, page), ct);
        var names = things.Items.Select(item => item.Thing.Value);
        return ApiResponse.Json(new Response([.. names], Paging.Token(things.Next)), ThingsJson.Default.ListPrincipalThingsResponse);
    }

    internal static Page<PrincipalThing> Read(IRegistryTransaction tx, CertificateId principal, PageRequest page)
    {
        tx.Certificates.DemandExists(principal);
        return tx.Things.ThingsOf(principal, page);
    }
}
