using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.Things;

public static class ListThings
{
    public sealed record ListedThing(
        string ThingName,
        string? ThingTypeName,
        string ThingArn,
        IReadOnlyDictionary<string, string> Attributes,
        long Version);

    public sealed record Response(IReadOnlyList<ListedThing> Things, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (page, filter) = Together.Read(() => Paging.ByToken(request), () => Filter(request));
        var things = await services.Registry.ReadAsync(tx => tx.Things.List(filter, page), ct);
        var items = things.Items.Select(thing => new ListedThing(
            thing.Name.Value,
            thing.TypeName?.Value,
            ThingRules.Arn(thing.Name, services.Account),
            thing.Attributes,
            thing.Version));
        return ApiResponse.Json(new Response([.. items], Paging.Token(things.Next)), ThingsJson.Default.ListThingsResponse);
    }

    static ThingFilter Filter(ApiRequest request)
    {
        var type = request.Query("thingTypeName");
        var attribute = request.Query("attributeName");
        var value = request.Query("attributeValue");
        new Validation()
            .RegistryName("thingTypeName", type)
            .AttributeName("attributeName", attribute)
            .AttributeValue("attributeValue", value)
            .ThrowIfAny();
        if (type is not null && attribute is not null)
        {
            throw AwsError.InvalidRequest("Listing things by the combination of attribute and thing type is not supported");
        }

        if (value is not null && attribute is null)
        {
            throw AwsError.InvalidRequest("attributeValue needs an attributeName");
        }

        return new ThingFilter(
            type is null ? null : new ThingTypeName(type),
            attribute,
            value,
            request.QueryFlag("usePrefixAttributeValue"));
    }
}
