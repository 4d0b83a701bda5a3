using System.Text.Json;
using Hatchery.Core.Policies;
using Hatchery.Core.Policies.Parsing;
using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Access;

/// <summary>
/// Text to statements, for the two kinds of document that IAM has here: what an identity may do, and who may take a role.
/// Source: IAM User Guide, "IAM JSON policy reference". The grammar is that of AWS IoT's policies with other limits and variables.
/// </summary>
static class IamPolicyParser
{
    const string Root = "$";
    const string WithVariables = "2012-10-17";
    const string WithoutVariables = "2008-10-17";

    static readonly string[] RootMembers = ["Version", "Id", "Statement"];
    static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = Limits.PayloadDepthMax };
    static readonly TextPattern AnyResource = TextPattern.Parse("*", PatternSyntax.Wildcards, IamVariables.Find);

    public static readonly string[] IdentityPolicy = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];
    public static readonly string[] TrustPolicy = ["Sid", "Effect", "Principal", "Action", "NotAction", "Condition"];

    /// <param name="members">Those of a statement of this kind of document.</param>
    public static (PolicyStatement[]? Statements, IReadOnlyList<Problem> Problems) Parse(string json, string[] members)
    {
        var problems = new ProblemList();
        if (json.Length > Limits.IamDocumentRawMax)
        {
            problems.SyntaxError(Root, $"the document has {json.Length} characters, at most {Limits.IamDocumentRawMax} are read");
            return (null, problems.All);
        }

        PolicyStatement[] statements = [];
        try
        {
            using var document = JsonDocument.Parse(json, JsonOptions);
            statements = ParseRoot(document.RootElement, members, problems);
        }
        catch (JsonException e)
        {
            problems.SyntaxError(Root, $"not JSON (line {e.LineNumber + 1})");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            problems.SyntaxError(Root, "the document holds half a character");
        }

        return (problems.HasErrors ? null : statements, problems.All);
    }

    static PolicyStatement[] ParseRoot(JsonElement root, string[] known, ProblemList problems)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            problems.SyntaxError(Root, "a policy is a JSON object");
            return [];
        }

        var members = problems.Members(root, Root);
        problems.RefuseUnknown(members, Root, RootMembers);
        var version = members.TryGetValue("Version", out var given) ? given.ValueKind == JsonValueKind.String ? given.GetString() : "" : WithoutVariables;
        if (version is not (WithVariables or WithoutVariables))
        {
            problems.SyntaxError("$.Version", $"the version is {WithVariables}, or {WithoutVariables} without variables");
        }

        const string path = "$.Statement";
        if (!members.TryGetValue("Statement", out var statements))
        {
            problems.SyntaxError(path, "a policy needs a Statement");
            return [];
        }

        var syntax = version == WithVariables ? PatternSyntax.Resource : PatternSyntax.Wildcards;
        if (statements.ValueKind != JsonValueKind.Array)
        {
            return [.. Present(ParseStatement(statements, path, 0, known, syntax, problems))];
        }

        if (statements.GetArrayLength() == 0)
        {
            problems.SyntaxError(path, "a policy needs a statement");
        }

        return [.. statements.EnumerateArray().SelectMany((item, index) => Present(ParseStatement(item, $"{path}[{index}]", index, known, syntax, problems)))];
    }

    static PolicyStatement? ParseStatement(JsonElement element, string path, int index, string[] known, PatternSyntax resourceSyntax, ProblemList problems)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.SyntaxError(path, "a statement is a JSON object");
            return null;
        }

        var members = problems.Members(element, path);
        problems.RefuseUnknown(members, path, known);
        var sid = StatementParser.ParseSid(members, path, problems);
        var isAllow = StatementParser.ParseEffect(members, path, problems);
        var actions = StatementParser.ParseOneOf("Action", "NotAction", members, path, problems);
        var conditions = members.TryGetValue("Condition", out var condition) ? ConditionParser.Parse(condition, $"{path}.Condition", problems, IamVariables.Find) : [];
        var isTrust = known == TrustPolicy;
        var principal = isTrust ? PrincipalParser.Parse(members, path, problems) : null;
        var resources = isTrust ? null : StatementParser.ParseOneOf("Resource", "NotResource", members, path, problems);
        CheckActions(actions?.Texts ?? [], problems);
        CheckResources(resources?.Texts ?? [], problems);
        if (isAllow is null || actions is null || conditions is null || (isTrust ? principal is null : resources is null))
        {
            return null;
        }

        return new PolicyStatement
        {
            Index = index,
            Sid = sid,
            IsAllow = isAllow.Value,
            Actions = [.. actions.Value.Texts.Select(item => TextPattern.Parse(item.Text, PatternSyntax.Action))],
            ActionsExcluded = actions.Value.IsExcluded,
            Resources = resources is null ? [AnyResource] : [.. resources.Value.Texts.Select(item => TextPattern.Parse(item.Text, resourceSyntax, IamVariables.Find))],
            ResourcesExcluded = resources?.IsExcluded ?? false,
            Conditions = conditions,
            Principal = principal,
        };
    }

    // IAM: "Actions/Conditions must be prefaced by a vendor".
    static void CheckActions(List<(string Path, string Text)> actions, ProblemList problems)
    {
        foreach (var (path, text) in actions.Where(action => action.Text != "*" && !action.Text.Contains(':')))
        {
            problems.SyntaxError(path, $"an action is service:Name, such as iot:CreateThing, not '{text}'");
        }
    }

    // IAM: "Resource … must be in ARN format or "*"."; a wildcard may stand in place of its beginning.
    static void CheckResources(List<(string Path, string Text)> resources, ProblemList problems)
    {
        foreach (var (path, text) in resources.Where(resource => !resource.Text.StartsWith("arn:", StringComparison.Ordinal) && resource.Text[0] is not ('*' or '?')))
        {
            problems.SyntaxError(path, $"a resource is an ARN or *, not '{text}'");
        }
    }

    static IEnumerable<PolicyStatement> Present(PolicyStatement? statement) => statement is null ? [] : [statement];
}
