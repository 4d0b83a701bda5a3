using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingTypes;

public static class CreateThingType
{
    public sealed record Request(ThingTypeProperties? ThingTypeProperties = null, JsonElement? Tags = null);

    public sealed record Response(string ThingTypeName, string ThingTypeArn, string ThingTypeId);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(ThingTypesJson.Default.CreateThingTypeRequest);
        var properties = body.ThingTypeProperties ?? new();
        properties.Check(new Validation().NameLabel(request, "thingTypeName"));
        var name = ThingTypeRules.Name(request);
        NotBuilt.Refuse("tags", body.Tags);

        var wanted = new ThingType(
            name,
            Guid.NewGuid().ToString(),
            properties.ThingTypeDescription is { Length: > 0 } description ? description : null,
            [.. (properties.SearchableAttributes ?? []).OfType<string>().Distinct()],
            services.Time.GetUtcNow());
        var arn = ThingTypeRules.Arn(name, services.Account);
        var type = await services.Registry.TransactAsync(
            tx =>
            {
                // AWS: the same properties again succeed with the same id, others are a conflict.
                if (tx.ThingTypes.Find(name) is { } existing)
                {
                    return SameProperties(existing, wanted)
                        ? existing
                        : throw AwsError.AlreadyExists($"Thing Type {name} already exists in current account with different properties", name.Value, arn);
                }

                tx.ThingTypes.Insert(wanted);
                return wanted;
            },
            ct);
        return ApiResponse.Json(new Response(name.Value, arn, type.Id), ThingTypesJson.Default.CreateThingTypeResponse);
    }

    static bool SameProperties(ThingType left, ThingType right) =>
        left.Description == right.Description && left.SearchableAttributes.ToHashSet().SetEquals(right.SearchableAttributes);
}
