using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingTypes;

public static class UpdateThingType
{
    public sealed record Request(ThingTypeProperties? ThingTypeProperties = null);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var properties = request.Body(ThingTypesJson.Default.UpdateThingTypeRequest).ThingTypeProperties ?? new();
        properties.Check(new Validation().NameLabel(request, "thingTypeName")).ThrowIfAny();
        var name = ThingTypeRules.Name(request);
        return await services.Registry.TransactAsync(
            tx =>
            {
                tx.ThingTypes.Update(properties.ApplyTo(tx.ThingTypes.Existing(name)));
                return ApiResponse.Empty;
            },
            ct);
    }
}
