using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.Things;

public static class UpdateThing
{
    public sealed record Request(
        string? ThingTypeName = null,
        AttributePayload? AttributePayload = null,
        long? ExpectedVersion = null,
        bool? RemoveThingType = null);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(ThingsJson.Default.UpdateThingRequest);
        var validation = new Validation().NameLabel(request, "thingName").RegistryName("thingTypeName", body.ThingTypeName);
        body.AttributePayload?.Check(validation, "attributePayload.attributes", "thing");
        validation.ThrowIfAny();
        var name = ThingRules.Name(request);
        if (body is { RemoveThingType: true, ThingTypeName: not null })
        {
            throw AwsError.InvalidRequest("A thing type cannot be given and removed at once: leave out thingTypeName or removeThingType");
        }

        return await services.Registry.TransactAsync(
            tx =>
            {
                var thing = tx.Things.Existing(name);
                ExpectedVersion.Demand(body.ExpectedVersion, thing.Version, $"thing {name}");
                var updated = thing with
                {
                    TypeName = NewType(body, thing, tx.ThingTypes),
                    Attributes = body.AttributePayload?.ApplyTo(thing.Attributes) ?? thing.Attributes,
                    Version = thing.Version + 1,
                };
                ThingRules.DemandAttributeCount(updated);
                tx.Things.Update(updated);
                return ApiResponse.Empty;
            },
            ct);
    }

    static ThingTypeName? NewType(Request body, Thing thing, IThingTypes types)
    {
        if (body.RemoveThingType == true)
        {
            return null;
        }

        if (body.ThingTypeName is not { } given || given == thing.TypeName?.Value)
        {
            return thing.TypeName;
        }

        var type = new ThingTypeName(given);
        types.DemandUsable(type);
        return type;
    }
}
