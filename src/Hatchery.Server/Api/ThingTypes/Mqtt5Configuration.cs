using Hatchery.Core;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingTypes;

/// <summary>What a thing type adds to its things' messages, on the wire.</summary>
public sealed record Mqtt5Configuration(IReadOnlyList<PropagatingAttributeMember?>? PropagatingAttributes = null)
{
    const string Member = "thingTypeProperties.mqtt5Configuration.propagatingAttributes";

    /// <summary>Null when there is none, as AWS answers.</summary>
    public static Mqtt5Configuration? Of(ThingType type) => type.PropagatingAttributes.Count == 0
        ? null
        : new([.. type.PropagatingAttributes.Select(attribute => new PropagatingAttributeMember(
            attribute.UserPropertyKey, attribute.ThingAttribute, attribute.ConnectionAttribute))]);

    /// <summary>Patterns as in AWS's model, values of connectionAttribute as in its CloudFormation reference.</summary>
    public void Check(Validation validation)
    {
        foreach (var attribute in PropagatingAttributes ?? [])
        {
            validation
                .Required(Member, attribute)
                .Required($"{Member}.userPropertyKey", attribute?.UserPropertyKey)
                .Text($"{Member}.userPropertyKey", attribute?.UserPropertyKey, "[a-zA-Z0-9:$.]+", 1, Limits.UserPropertyKeyMax)
                .AttributeName($"{Member}.thingAttribute", attribute?.ThingAttribute)
                .Text($"{Member}.connectionAttribute", attribute?.ConnectionAttribute, "[a-zA-Z0-9:.]+", 1, Limits.UserPropertyKeyMax)
                .OneOf($"{Member}.connectionAttribute", attribute?.ConnectionAttribute, "iot:ClientId", "iot:Thing.ThingName");
        }
    }

    /// <summary>After <see cref="Check"/>; null when the member is absent.</summary>
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public IReadOnlyList<PropagatingAttribute>? Read()
    {
        if (PropagatingAttributes?.FirstOrDefault(attribute => attribute!.ThingAttribute is null == attribute.ConnectionAttribute is null) is { } unclear)
        {
            throw AwsError.InvalidRequest($"The user property {unclear.UserPropertyKey} must have either a thingAttribute or a connectionAttribute");
        }

        return PropagatingAttributes is null
            ? null
            : [.. PropagatingAttributes.Select(attribute => new PropagatingAttribute(
                attribute!.UserPropertyKey!, attribute.ThingAttribute, attribute.ConnectionAttribute))];
    }
}

public sealed record PropagatingAttributeMember(string? UserPropertyKey = null, string? ThingAttribute = null, string? ConnectionAttribute = null);
