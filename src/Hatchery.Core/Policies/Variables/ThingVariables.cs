namespace Hatchery.Core.Policies.Variables;

/// <summary>
/// What the registry knows of the connection's thing. <see cref="PolicyContext.Thing"/> is set only when that thing is attached
/// to the certificate. Source: AWS IoT "Thing policy variables".
/// </summary>
static class ThingVariables
{
    const string AttributePrefix = "iot:Connection.Thing.Attributes[";

    public static readonly PolicyVariable[] All =
    [
        new("iot:Connection.Thing.ThingName", c => c.Thing?.Name.Value, WhyNoThing),
        new("iot:Connection.Thing.ThingTypeName", c => c.Thing?.TypeName?.Value, c => WhyNo(c, "type")),

        // False, not missing, without a thing: policies test it with Bool "false" as well.
        new("iot:Connection.Thing.IsAttached", c => c.Thing is null ? "false" : "true", _ => ""),
    ];

    public static PolicyVariable? FindAttribute(string name)
    {
        if (!name.StartsWith(AttributePrefix, StringComparison.OrdinalIgnoreCase) || !name.EndsWith(']'))
        {
            return null;
        }

        var attribute = name[AttributePrefix.Length..^1];
        return new PolicyVariable(name, c => c.Thing?.Attributes.GetValueOrDefault(attribute), c => WhyNo(c, $"attribute {attribute} that can be put in"))
        {
            ForPattern = SubstitutionRules.WithoutWildcards,
        };
    }

    static string WhyNoThing(PolicyContext context) => context.ClientId is null
        ? "the request has no client id, so no thing"
        : $"client id '{context.ClientId}' is not the name of a thing attached to this certificate";

    static string WhyNo(PolicyContext context, string part) =>
        context.Thing is null ? WhyNoThing(context) : $"thing '{context.Thing.Name}' has no {part}";
}
