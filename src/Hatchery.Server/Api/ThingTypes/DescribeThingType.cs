namespace Hatchery.Server.Api.ThingTypes;

public static class DescribeThingType
{
    public sealed record Response(
        string ThingTypeName,
        string ThingTypeId,
        string ThingTypeArn,
        ThingTypeProperties ThingTypeProperties,
        ThingTypeMetadata ThingTypeMetadata);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = ThingTypeRules.Name(request);
        var type = await services.Registry.ReadAsync(tx => tx.ThingTypes.Existing(name), ct);
        var response = new Response(
            name.Value,
            type.Id,
            ThingTypeRules.Arn(name, services.Account),
            ThingTypeProperties.Of(type),
            ThingTypeMetadata.Of(type));
        return ApiResponse.Json(response, ThingTypesJson.Default.DescribeThingTypeResponse);
    }
}
