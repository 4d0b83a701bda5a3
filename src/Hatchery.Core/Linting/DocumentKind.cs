using System.Text.Json;

namespace Hatchery.Core.Linting;

/// <summary>What a document is, told by its members.</summary>
public static class DocumentKind
{
    public const string Policy = "policy";
    public const string Template = "template";

    static readonly string[] OfTemplates = ["Resources", "Parameters", "Mappings", "DeviceConfiguration"];

    /// <summary>A policy unless it looks like a template: what is neither gets the parser's words on policies.</summary>
    public static string Of(string document)
    {
        try
        {
            using var json = JsonDocument.Parse(document, new JsonDocumentOptions { MaxDepth = Limits.TemplateDepthMax });
            var root = json.RootElement;
            return root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("Statement", out _) && root.EnumerateObject().Any(member => OfTemplates.Contains(member.Name))
                ? Template
                : Policy;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // It cannot be read to its end: what stands in it has to do.
            return document.Contains("\"Statement\"", StringComparison.Ordinal) || !document.Contains("\"Resources\"", StringComparison.Ordinal) ? Policy : Template;
        }
    }
}
