using System.Text.Json;

namespace Hatchery.Core.Policies.Parsing;

/// <summary>Text to document, with every problem on the way. Nothing that is sent in makes it throw.</summary>
static class PolicyParser
{
    const string Root = "$";
    const string SupportedVersion = "2012-10-17";

    static readonly string[] KnownMembers = ["Version", "Id", "Statement"];

    static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = Limits.PayloadDepthMax };

    public static (PolicyDocument? Document, IReadOnlyList<Problem> Problems) Parse(string json)
    {
        var problems = new ProblemList();
        var statements = Parse(json, problems);
        return (problems.HasErrors ? null : new PolicyDocument([.. statements]), problems.All);
    }

    static List<PolicyStatement> Parse(string json, ProblemList problems)
    {
        if (json.Length > Limits.PolicyDocumentRawMax)
        {
            problems.SyntaxError(Root, $"the document has {json.Length} characters, at most {Limits.PolicyDocumentRawMax} are read");
            return [];
        }

        var characters = json.Count(c => !char.IsWhiteSpace(c));
        if (characters > Limits.PolicyDocumentMax)
        {
            problems.Error(Root, MalformedText.TooLong(characters));
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(json, JsonOptions);
            return ParseRoot(document.RootElement, problems);
        }
        catch (JsonException e)
        {
            problems.SyntaxError(Root, WhyNotJson(json, e));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // What System.Text.Json throws for half a surrogate pair, in the text or behind \u.
            problems.SyntaxError(Root, "the document holds half a character");
        }

        return [];
    }

    static List<PolicyStatement> ParseRoot(JsonElement root, ProblemList problems)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            problems.SyntaxError(Root, "a policy is a JSON object");
            return [];
        }

        var members = problems.Members(root, Root);
        problems.RefuseUnknown(members, Root, KnownMembers);
        CheckVersion(members, problems);
        if (members.TryGetValue("Id", out var id) && id.ValueKind != JsonValueKind.String)
        {
            problems.SyntaxError("$.Id", "a string is expected here");
        }

        return ParseStatements(members, problems);
    }

    // Absent is taken as the only version there is; AWS's examples always have it, and no source says that it must be there.
    static void CheckVersion(Dictionary<string, JsonElement> members, ProblemList problems)
    {
        if (members.TryGetValue("Version", out var version) && (version.ValueKind != JsonValueKind.String || version.GetString() != SupportedVersion))
        {
            problems.Error("$.Version", MalformedText.Version);
        }
    }

    static List<PolicyStatement> ParseStatements(Dictionary<string, JsonElement> members, ProblemList problems)
    {
        const string path = "$.Statement";
        if (!members.TryGetValue("Statement", out var element) || element.ValueKind == JsonValueKind.Null)
        {
            problems.Error(path, MalformedText.NoStatements);
            return [];
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            return [.. Present(StatementParser.Parse(element, path, 0, problems))];
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            problems.SyntaxError(path, "a statement, or an array of statements, is expected here");
            return [];
        }

        if (element.GetArrayLength() == 0)
        {
            problems.Error(path, MalformedText.NoStatements);
        }

        return [.. element.EnumerateArray().SelectMany((item, index) => Present(StatementParser.Parse(item, $"{path}[{index}]", index, problems)))];
    }

    static IEnumerable<PolicyStatement> Present(PolicyStatement? statement) => statement is null ? [] : [statement];

    static string WhyNotJson(string json, JsonException e)
    {
        var start = json.AsSpan().Trim();
        if (start.IsEmpty)
        {
            return "the document is empty";
        }

        if (start.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || start.StartsWith("fileb:", StringComparison.OrdinalIgnoreCase))
        {
            return "not JSON: a file's address was sent instead of its content; with the aws command it is file://PATH, unquoted, and the file must exist";
        }

        if (start[0] is not ('{' or '[') && start.IndexOfAny('\r', '\n') < 0 && (start.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || start.ContainsAny('/', '\\')))
        {
            return "not JSON: looks like a path; with the aws command write file:// in front of it";
        }

        return $"not JSON that can be read: stops at line {e.LineNumber + 1}, column {e.BytePositionInLine + 1} (at most {Limits.PayloadDepthMax} levels)";
    }
}
