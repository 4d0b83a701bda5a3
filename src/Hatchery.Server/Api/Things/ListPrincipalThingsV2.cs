namespace Hatchery.Server.Api.Things;

public static class ListPrincipalThingsV2
{
    public sealed record PrincipalThingObject(string ThingName, string ThingPrincipalType);

    public sealed record Response(IReadOnlyList<PrincipalThingObject> PrincipalThingObjects, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (principal, page, only) = Together.Read(
            () => ThingPrincipals.Principal(request, services.Account),
            () => Paging.ByToken(request),
            () => ThingPrincipals.Type(request));
        var things = await services.Registry.ReadAsync(tx => ListPrincipalThings.Read(tx, principal, page), ct);

        // As in ListThingPrincipalsV2: a filtered page may come out short.
        var items = things.Items
            .Where(item => only is null || item.Type == only)
            .Select(item => new PrincipalThingObject(item.Thing.Value, item.Type.ToWire()));
        return ApiResponse.Json(new Response([.. items], Paging.Token(things.Next)), ThingsJson.Default.ListPrincipalThingsV2Response);
    }
}
