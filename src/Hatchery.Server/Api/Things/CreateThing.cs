using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Api.BillingGroups;

namespace Hatchery.Server.Api.Things;

public static class CreateThing
{
    public sealed record Request(string? ThingTypeName = null, AttributePayload? AttributePayload = null, string? BillingGroupName = null);

    public sealed record Response(string ThingName, string ThingArn, string ThingId);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(ThingsJson.Default.CreateThingRequest);
        var validation = new Validation()
            .NameLabel(request, "thingName")
            .RegistryName("thingTypeName", body.ThingTypeName)
            .RegistryName("billingGroupName", body.BillingGroupName);
        body.AttributePayload?.Check(validation, "attributePayload.attributes", "thing");
        validation.ThrowIfAny();
        var name = ThingRules.Name(request);
        BillingGroupName? billingGroup = body.BillingGroupName is { } group ? new BillingGroupName(group) : null;

        var wanted = new Thing(
            name,
            Guid.NewGuid().ToString(),
            body.ThingTypeName is { } type ? new ThingTypeName(type) : null,
            (body.AttributePayload ?? new()).ApplyTo(new Dictionary<string, string>()),
            Version: 1,
            services.Time.GetUtcNow());
        ThingRules.DemandAttributeCount(wanted);

        var arn = ThingRules.Arn(name, services.Account);
        var thing = await services.Registry.TransactAsync(
            tx =>
            {
                // AWS: the same configuration again succeeds with the same ids, another is a conflict.
                if (tx.Things.Find(name) is { } existing)
                {
                    return (Difference(existing, wanted) ?? BillingDifference(tx, name, billingGroup)) is { } difference
                        ? throw AwsError.AlreadyExists($"Thing {name} already exists in account with different {difference}", name.Value, arn)
                        : existing;
                }

                if (wanted.TypeName is { } typeName)
                {
                    tx.ThingTypes.DemandUsable(typeName);
                }

                tx.Things.Insert(wanted);
                if (billingGroup is { } billed)
                {
                    tx.BillingGroups.Existing(billed);
                    tx.BillingGroups.AddThing(billed, name);
                }

                return wanted;
            },
            ct);
        return ApiResponse.Json(new Response(name.Value, arn, thing.Id), ThingsJson.Default.CreateThingResponse);
    }

    static string? Difference(Thing existing, Thing wanted)
    {
        if (!AttributePayload.Same(existing.Attributes, wanted.Attributes))
        {
            return "attributes";
        }

        return existing.TypeName == wanted.TypeName ? null : "thing type";
    }

    /// <summary>A request without a billing group asks for none: the thing may have been added to one since.</summary>
    static string? BillingDifference(IRegistryTransaction tx, ThingName thing, BillingGroupName? wanted) =>
        wanted is null || tx.BillingGroups.GroupOf(thing) == wanted ? null : "billing group";
}
