using System.Text.Json;

namespace Hatchery.Core.Templates;

/// <summary>Reads a template body within its bounds: what comes out can be walked without a surprise.</summary>
static class TemplateBody
{
    static readonly JsonDocumentOptions Options = new() { MaxDepth = Limits.TemplateDepthMax };

    /// <summary>Null after an error. The caller disposes it.</summary>
    public static JsonDocument? Read(string body, ParseContext context)
    {
        if (body.Length > Limits.TemplateBodyMax)
        {
            context.Error(JsonPath.Root, $"The body has {body.Length} characters; at most {Limits.TemplateBodyMax} are allowed.", "Leave out white space, or name existing policies by PolicyName.");
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(body, Options);
            CheckNames(document.RootElement, JsonPath.Root, context);
            return document;
        }
        catch (JsonException e)
        {
            context.Error(JsonPath.Root, $"Template format error: JSON not well-formed with location of [line: {e.LineNumber + 1}, column: {e.BytePositionInLine + 1}].", Hint(body));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // Half a surrogate pair: the parser throws the one when it stands in the body, the other when it is escaped in a string.
            context.Error(JsonPath.Root, "It holds text that is not Unicode.");
        }

        return null;
    }

    static string? Hint(string body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return "The body is empty.";
        }

        try
        {
            // No deeper than it is long.
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Limits.TemplateBodyMax });
            return $"At most {Limits.TemplateDepthMax} levels are allowed.";
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Two members of one name: parsers differ in which of them wins, so neither does. It touches every text of the document once,
    /// so that one that cannot be read shows here.
    /// </summary>
    static void CheckNames(JsonElement json, JsonPath path, ParseContext context)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new HashSet<string>();
                foreach (var member in json.EnumerateObject())
                {
                    if (!names.Add(member.Name))
                    {
                        context.Error(path[member.Name], "The key appears twice.");
                    }

                    CheckNames(member.Value, path[member.Name], context);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                {
                    CheckNames(item, path[index++], context);
                }

                break;
            case JsonValueKind.String:
                _ = json.GetString();
                break;
        }
    }
}
