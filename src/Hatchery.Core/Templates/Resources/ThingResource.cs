using Hatchery.Core.Templates.Expressions;
using Hatchery.Core.Things;

namespace Hatchery.Core.Templates.Resources;

/// <summary>An <c>AWS::IoT::Thing</c>. Properties that are absent stay null: there is nothing to replace or merge with then.</summary>
sealed record ThingResource(
    string LogicalName,
    TemplateExpression Name,
    TemplateExpression? TypeName,
    IReadOnlyDictionary<string, TemplateExpression>? Attributes,
    TemplateExpression? Groups,
    TemplateExpression? BillingGroup,
    ThingOverrides Overrides)
{
    public const string Type = "AWS::IoT::Thing";

    static readonly OverridableProperty[] Overridable =
    [
        new("AttributePayload", "ATTRIBUTE_PAYLOAD", CanMerge: true),
        new("ThingTypeName", "THING_TYPE_NAME"),
        new("ThingGroups", "THING_GROUPS", CanMerge: true),
    ];

    public static ThingResource? Parse(ResourceJson resource, ParseContext context)
    {
        var properties = resource.Properties(context, "ThingName", "ThingTypeName", "AttributePayload", "ThingGroups", "BillingGroup");
        var path = resource.PropertiesPath;
        var overrides = resource.Overrides(context, Overridable);
        if (!properties.TryGetValue("ThingName", out var nameJson))
        {
            context.Error(path, "A thing must have a ThingName.");
            return null;
        }

        var name = ExpressionParser.Text(nameJson, path["ThingName"], context);
        var typeName = properties.TryGetValue("ThingTypeName", out var type) ? ExpressionParser.Text(type, path["ThingTypeName"], context) : null;
        var attributes = properties.TryGetValue("AttributePayload", out var payload) ? ExpressionParser.Map(payload, path["AttributePayload"], context) : null;
        var groups = properties.TryGetValue("ThingGroups", out var list) ? ExpressionParser.List(list, path["ThingGroups"], context) : null;
        var billingGroup = properties.TryGetValue("BillingGroup", out var billed) ? ExpressionParser.Text(billed, path["BillingGroup"], context) : null;
        if (attributes?.Count > Limits.AttributesWithoutTypeMax && !properties.ContainsKey("ThingTypeName"))
        {
            // AWS creates the template all the same and refuses each registration.
            context.Warn(
                "attributes-without-type",
                path["AttributePayload"],
                $"Without a ThingTypeName a new thing can have at most {Limits.AttributesWithoutTypeMax} attributes.",
                "Add a ThingTypeName: registrations fail otherwise.");
        }

        return name is null ? null : new ThingResource(resource.Name, name, typeName, attributes, groups, billingGroup, new ThingOverrides(
            overrides.GetValueOrDefault("AttributePayload"), overrides.GetValueOrDefault("ThingTypeName"), overrides.GetValueOrDefault("ThingGroups")));
    }

    /// <exception cref="AwsError">InvalidParameters: a value that AWS's patterns or limits don't allow.</exception>
    public RenderedThing Render(TemplateScope scope)
    {
        var thingName = Name.EvaluateText(scope);
        ThingRules.CheckName("The thing name", thingName);
        var typeName = TypeName?.EvaluateText(scope);
        ThingRules.CheckName("The thing type name", typeName);
        var attributes = Attributes?.ToDictionary(attribute => attribute.Key, attribute => attribute.Value.EvaluateText(scope));
        ThingRules.CheckAttributes(attributes ?? []);
        var groups = Groups?.EvaluateList(scope).Distinct().ToList();
        groups?.ForEach(group => ThingRules.CheckName("The thing group name", group));
        var billingGroup = BillingGroup?.EvaluateText(scope);
        ThingRules.CheckName("The billing group name", billingGroup);
        return new RenderedThing(
            LogicalName,
            new ThingName(thingName),
            typeName is null ? null : new ThingTypeName(typeName),
            attributes,
            groups?.ConvertAll(group => new ThingGroupName(group)),
            Overrides,
            billingGroup is null ? null : new BillingGroupName(billingGroup));
    }
}
