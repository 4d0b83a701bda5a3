using System.Text.Json;
using Hatchery.Core.Templates.Expressions;
using Hatchery.Core.Templates.Resources;

namespace Hatchery.Core.Templates;

/// <summary>
/// Parses a template body, section by section, and collects every problem. What the language does not know, or we do not do yet,
/// is an error with its name and place. Source: AWS IoT "Provisioning templates".
/// </summary>
static class TemplateParser
{
    static readonly string[] Sections = ["Parameters", "Mappings", "Resources", "DeviceConfiguration"];

    /// <summary>Keys that other template languages have and that say nothing to this one.</summary>
    static readonly string[] Versions = ["Version", "AWSTemplateFormatVersion"];

    /// <summary>CloudFormation's attributes of a parameter. AWS documents none of them for provisioning templates.</summary>
    static readonly string[] NotEnforced = ["AllowedValues", "AllowedPattern", "MinLength", "MaxLength", "MinValue", "MaxValue", "NoEcho", "Description", "ConstraintDescription"];

    public static TemplateDocument? Parse(string body, ParseContext context)
    {
        using var document = TemplateBody.Read(body, context);
        if (document is null || context.Failed)
        {
            return null;
        }

        var sections = ReadSections(document.RootElement, context);
        context.Parameters = sections.TryGetValue("Parameters", out var parameters) ? ReadParameters(parameters, context) : [];
        context.Mappings = sections.TryGetValue("Mappings", out var mappings) ? TemplateMappings.Parse(mappings, JsonPath.Root["Mappings"], context) : new();
        var resources = sections.TryGetValue("Resources", out var json) ? TemplateResources.Parse(json, context) : null;
        var configuration = sections.TryGetValue("DeviceConfiguration", out var values)
            ? ExpressionParser.Map(values, JsonPath.Root["DeviceConfiguration"], context)
            : new Dictionary<string, TemplateExpression>();
        return context.Failed ? null : new TemplateDocument(context.Kind, context.Parameters, context.Mappings, resources!, configuration!, context.References);
    }

    static Dictionary<string, JsonElement> ReadSections(JsonElement root, ParseContext context)
    {
        var sections = new Dictionary<string, JsonElement>();
        foreach (var (name, value) in context.Members(root, JsonPath.Root, "The body must be a JSON object."))
        {
            if (Sections.Contains(name))
            {
                sections.Add(name, value);
            }
            else if (Versions.Contains(name))
            {
                context.WarnOfMeaninglessKey(JsonPath.Root[name]);
            }
            else if (!context.IsComment(JsonPath.Root, name))
            {
                context.Unknown(JsonPath.Root[name], "The section", name, Sections);
            }
        }

        if (root.ValueKind == JsonValueKind.Object && !sections.ContainsKey("Resources"))
        {
            context.Error(JsonPath.Root, "There are no Resources.");
        }

        return sections;
    }

    static Dictionary<string, TemplateParameter> ReadParameters(JsonElement json, ParseContext context)
    {
        var parameters = new Dictionary<string, TemplateParameter>();
        var path = JsonPath.Root["Parameters"];
        foreach (var (name, parameter) in context.Members(json, path, "Parameters must be an object."))
        {
            parameters.Add(name, ReadParameter(parameter, path[name], context));
        }

        return parameters;
    }

    static TemplateParameter ReadParameter(JsonElement json, JsonPath path, ParseContext context)
    {
        string? type = null;
        string? byDefault = null;
        foreach (var (key, value) in context.Members(json, path, """A parameter must be an object such as {"Type": "String"}."""))
        {
            switch (key)
            {
                case "Type":
                    type = JsonText.OfScalar(value);
                    break;
                case "Default" when JsonText.OfScalar(value) is { } text:
                    byDefault = text;
                    break;
                case "Default":
                    context.Error(path[key], "The default must be a text.");
                    break;
                case var _ when NotEnforced.Contains(key):
                    context.Warn("attribute-not-enforced", path[key], $"{key} is not enforced.", "Check the value in a pre-provisioning hook.");
                    break;
                case var _ when context.IsComment(path, key):
                    break;
                default:
                    context.Unknown(path[key], "The attribute", key, ["Type", "Default"]);
                    break;
            }
        }

        if (json.ValueKind == JsonValueKind.Object && type != "String")
        {
            context.Error(path, type is null ? "The parameter has no Type; it must be String." : $"The type {NearMiss.Quote(type)} is not supported; it must be String.");
        }

        return new TemplateParameter(byDefault);
    }
}
