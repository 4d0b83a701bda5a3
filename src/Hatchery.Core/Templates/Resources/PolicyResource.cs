using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Policies;
using Hatchery.Core.Templates.Expressions;

namespace Hatchery.Core.Templates.Resources;

/// <summary>An <c>AWS::IoT::Policy</c>: by the name of one that exists, or by a document. Exactly one of the three is set.</summary>
sealed record PolicyResource(string LogicalName, TemplateExpression? Name, TemplateExpression? DocumentText, DocumentExpression? Document)
{
    public const string Type = "AWS::IoT::Policy";

    public static PolicyResource? Parse(ResourceJson resource, ParseContext context)
    {
        var path = resource.PropertiesPath;
        var properties = resource.Properties(context, "PolicyName", "PolicyDocument");
        resource.Overrides(context);
        var hasName = properties.TryGetValue("PolicyName", out var nameJson);
        var hasDocument = properties.TryGetValue("PolicyDocument", out var documentJson);
        if (hasName == hasDocument)
        {
            // AWS's words, for RegisterThing and CAs the one, for templates with a name the other.
            const string One = "Policy resources must define one property: PolicyName or PolicyDocument";
            context.Error(path, hasName ? One : "Neither policyName nor policyDocument is present in the Template.", hasName ? null : One);
            return null;
        }

        var policy = hasName ? ByName(resource.Name, nameJson, path["PolicyName"], context) : ByDocument(resource.Name, documentJson, path["PolicyDocument"], context);
        policy?.CheckConstantDocument(path["PolicyDocument"], context);
        return policy;
    }

    /// <exception cref="AwsError">InvalidParameters.</exception>
    public RenderedPolicy Render(TemplateScope scope)
    {
        if (Name is not null)
        {
            var name = Name.EvaluateText(scope);
            return IsName(name)
                ? new RenderedPolicy(LogicalName, new PolicyName(name), Document: null)
                : throw AwsError.InvalidParameters($"The policy name {NearMiss.Quote(name)} must be 1 to {Limits.PolicyNameMax} characters of {PolicyName.Pattern}.", ResourceCauses.PolicyNameInvalid);
        }

        var document = RenderDocument(scope);
        try
        {
            PolicyDocument.ParseOrThrow(document);
        }
        catch (AwsError e)
        {
            throw AwsError.InvalidParameters($"The policy document of resource {NearMiss.Quote(LogicalName)} is refused: {e.Message}", ResourceCauses.PolicyDocumentRefused);
        }

        return new RenderedPolicy(LogicalName, NameOf(document), document);
    }

    static PolicyResource? ByName(string logicalName, JsonElement json, JsonPath path, ParseContext context) =>
        ExpressionParser.Text(json, path, context) is { } name ? new PolicyResource(logicalName, name, null, null) : null;

    static PolicyResource? ByDocument(string logicalName, JsonElement json, JsonPath path, ParseContext context)
    {
        if (json.ValueKind == JsonValueKind.Object && !ExpressionParser.IsCall(json))
        {
            return DocumentExpression.Parse(json, path, context) is { } document ? new PolicyResource(logicalName, null, null, document) : null;
        }

        var text = ExpressionParser.Text(json, path, context);
        if (text is { IsConstant: false })
        {
            context.Warn("document-text-filled-in", path, "A value that a device sends is put into this text as it is, quotes and all.", "Write the document as an object.");
        }

        return text is null ? null : new PolicyResource(logicalName, null, text, null);
    }

    /// <summary>The document that no parameter can change; null when one can, or the policy goes by its name.</summary>
    public string? ConstantDocument() =>
        DocumentText is LiteralExpression || Document is { IsConstant: true } ? RenderDocument(TemplateScope.ForConstants()) : null;

    /// <summary>A document that no parameter can change is refused with the template, not at each registration.</summary>
    void CheckConstantDocument(JsonPath path, ParseContext context)
    {
        if (ConstantDocument() is { } document)
        {
            context.IncludePolicy(path, PolicyDocument.Parse(document).Problems);
        }
    }

    /// <summary>Minified where it is JSON at all; else as it is, for the check to say what is wrong.</summary>
    string RenderDocument(TemplateScope scope)
    {
        if (Document is not null)
        {
            return Document.Render(scope);
        }

        var text = DocumentText!.EvaluateText(scope);
        return JsonText.Minify(text) ?? text;
    }

    /// <summary>
    /// AWS names such a policy by a hash of 40 upper-case hex digits, so that one document makes one policy. Which hash it is isn't
    /// documented; ours is a SHA-256 cut to that length.
    /// </summary>
    static PolicyName NameOf(string document) => new(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(document)), 0, 20));

    /// <summary><see cref="PolicyName.Pattern"/>; its <c>\w</c> is ASCII at AWS.</summary>
    static bool IsName(string text) =>
        text.Length is > 0 and <= Limits.PolicyNameMax && text.All(c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c, StringComparison.Ordinal));
}
