using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingTypes;

public static class ListThingTypes
{
    public sealed record ThingTypeDefinition(
        string ThingTypeName,
        string ThingTypeArn,
        ThingTypeProperties ThingTypeProperties,
        ThingTypeMetadata ThingTypeMetadata);

    public sealed record Response(IReadOnlyList<ThingTypeDefinition> ThingTypes, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var only = request.Query("thingTypeName");
        var page = Paging.ByToken(request, new Validation().RegistryName("thingTypeName", only));
        var types = await services.Registry.ReadAsync(tx => tx.ThingTypes.List(only is null ? null : new ThingTypeName(only), page), ct);
        var items = types.Items.Select(type => new ThingTypeDefinition(
            type.Name.Value,
            ThingTypeRules.Arn(type.Name, services.Account),
            ThingTypeProperties.Of(type),
            ThingTypeMetadata.Of(type)));
        return ApiResponse.Json(new Response([.. items], Paging.Token(types.Next)), ThingTypesJson.Default.ListThingTypesResponse);
    }
}
