namespace Hatchery.Server.Api.ThingTypes;

public static class DeprecateThingType
{
    public sealed record Request(bool? UndoDeprecate = null);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = ThingTypeRules.Name(request);
        var undo = request.Body(ThingTypesJson.Default.DeprecateThingTypeRequest).UndoDeprecate == true;
        var now = services.Time.GetUtcNow();
        return await services.Registry.TransactAsync(
            tx =>
            {
                // Deprecated again, it keeps the date of the first time.
                var type = tx.ThingTypes.Existing(name);
                tx.ThingTypes.SetDeprecated(name, undo ? null : type.DeprecatedAt ?? now);
                return ApiResponse.Empty;
            },
            ct);
    }
}
