using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Tags;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingTypes;

public static class CreateThingType
{
    public sealed record Request(ThingTypeProperties? ThingTypeProperties = null, IReadOnlyList<TagMember?>? Tags = null);

    public sealed record Response(string ThingTypeName, string ThingTypeArn, string ThingTypeId);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(ThingTypesJson.Default.CreateThingTypeRequest);
        var properties = body.ThingTypeProperties ?? new();
        var tags = TagRules.ReadAtCreation(body.Tags, properties.Check(new Validation().NameLabel(request, "thingTypeName")));
        var name = ThingTypeRules.Name(request);

        var wanted = properties.ApplyTo(new ThingType(name, Guid.NewGuid().ToString(), Description: null, [], services.Time.GetUtcNow()));
        var arn = ThingTypeRules.Arn(name, services.Account);
        var type = await services.Registry.TransactAsync(
            tx =>
            {
                // AWS: the same properties again succeed with the same id, others are a conflict.
                if (tx.ThingTypes.Find(name) is { } existing)
                {
                    return SameProperties(existing, wanted) && tx.Tags.AreSame(TaggedResource.ThingType(name), tags)
                        ? existing
                        : throw AwsError.AlreadyExists($"Thing Type {name} already exists in current account with different properties", name.Value, arn);
                }

                tx.ThingTypes.Insert(wanted);
                tx.Tags.SetAll(TaggedResource.ThingType(name), tags);
                return wanted;
            },
            ct);
        return ApiResponse.Json(new Response(name.Value, arn, type.Id), ThingTypesJson.Default.CreateThingTypeResponse);
    }

    static bool SameProperties(ThingType left, ThingType right) =>
        left.Description == right.Description
        && left.SearchableAttributes.ToHashSet().SetEquals(right.SearchableAttributes)
        && left.PropagatingAttributes.ToHashSet().SetEquals(right.PropagatingAttributes);
}
