using System.Text.Json;
using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Templates.Expressions;
using Hatchery.Core.Things;

namespace Hatchery.Core.Templates.Resources;

/// <summary>An <c>AWS::IoT::Certificate</c>.</summary>
sealed record CertificateResource(
    string LogicalName,
    CertificateReference Reference,
    TemplateExpression? Status,
    TemplateExpression? AttachmentType,
    OverrideAction StatusOverride)
{
    public const string Type = "AWS::IoT::Certificate";

    public static CertificateResource? Parse(ResourceJson resource, ParseContext context)
    {
        var path = resource.PropertiesPath;
        var properties = resource.Properties(context, [.. CertificateReference.Names, "Status", "ThingPrincipalType"]);
        var overrides = resource.Overrides(context, new OverridableProperty("Status", "STATUS"));
        var reference = CertificateReference.Parse(properties, path, context);
        var status = Choice(properties, "Status", text => StatusOf(text), "ACTIVE or INACTIVE", path, context);
        var attachment = Choice(properties, "ThingPrincipalType", text => AttachmentTypeOf(text), "EXCLUSIVE_THING or NON_EXCLUSIVE_THING", path, context);
        return reference is null ? null : new CertificateResource(resource.Name, reference, status, attachment, overrides.GetValueOrDefault("Status"));
    }

    /// <exception cref="AwsError">InvalidParameters.</exception>
    public RenderedCertificate Render(TemplateScope scope)
    {
        var status = Status?.EvaluateText(scope) ?? "ACTIVE";
        var attachment = AttachmentType?.EvaluateText(scope);
        return new RenderedCertificate(
            LogicalName,
            Reference.RenderId(scope),
            StatusOf(status) ?? throw AwsError.InvalidParameters($"The certificate's Status must be ACTIVE or INACTIVE, not {NearMiss.Quote(status)}.", ResourceCauses.CertificatePropertyInvalid),
            StatusOverride,
            attachment is null ? null : AttachmentTypeOf(attachment) ?? throw AwsError.InvalidParameters(
                $"The certificate's ThingPrincipalType must be EXCLUSIVE_THING or NON_EXCLUSIVE_THING, not {NearMiss.Quote(attachment)}.", ResourceCauses.CertificatePropertyInvalid))
        {
            New = Reference.RenderNew(scope),
        };
    }

    /// <summary>AWS's own examples write both <c>ACTIVE</c> and <c>Active</c>.</summary>
    static CertificateStatus? StatusOf(string text) => CertificateStatusText.FromWire(text.ToUpperInvariant()) switch
    {
        CertificateStatus.Active => CertificateStatus.Active,
        CertificateStatus.Inactive => CertificateStatus.Inactive,
        _ => null,
    };

    static ThingPrincipalType? AttachmentTypeOf(string text) => text switch
    {
        "EXCLUSIVE_THING" => ThingPrincipalType.ExclusiveThing,
        "NON_EXCLUSIVE_THING" => ThingPrincipalType.NonExclusiveThing,
        _ => null,
    };

    /// <summary>A property out of a few words: checked at once where it is written out, when it is rendered where it is computed.</summary>
    static TemplateExpression? Choice(Dictionary<string, JsonElement> properties, string name, Func<string, object?> parse, string words, JsonPath path, ParseContext context)
    {
        if (!properties.TryGetValue(name, out var json))
        {
            return null;
        }

        var expression = ExpressionParser.Text(json, path[name], context);
        if (expression is LiteralExpression { Text: var text } && parse(text) is null)
        {
            context.Error(path[name], $"{name} must be {words}, not {NearMiss.Quote(text)}.");
        }

        return expression;
    }
}
