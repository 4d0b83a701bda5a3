namespace Hatchery.Server.Api.Things;

public static class ListThingPrincipalsV2
{
    public sealed record ThingPrincipalObject(string Principal, string ThingPrincipalType);

    public sealed record Response(IReadOnlyList<ThingPrincipalObject> ThingPrincipalObjects, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (name, page, only) = Together.Read(() => ThingRules.Name(request), () => Paging.ByToken(request), () => ThingPrincipals.Type(request));
        var principals = await services.Registry.ReadAsync(tx => ListThingPrincipals.Read(tx.Things, name, page), ct);

        // The filter works on the page, which may so come out short or empty; clients go on while there is a token.
        var items = principals.Items
            .Where(item => only is null || item.Type == only)
            .Select(item => new ThingPrincipalObject(PrincipalArn.Of(item.Principal, services.Account), item.Type.ToWire()));
        return ApiResponse.Json(new Response([.. items], Paging.Token(principals.Next)), ThingsJson.Default.ListThingPrincipalsV2Response);
    }
}
