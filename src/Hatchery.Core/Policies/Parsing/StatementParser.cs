using System.Text.Json;
using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies.Parsing;

/// <summary>One statement. Source: AWS IoT "AWS IoT Core policies"; IAM "JSON policy elements" for NotAction, NotResource and Sid.</summary>
static class StatementParser
{
    static readonly string[] PrincipalMembers = ["Principal", "NotPrincipal"];

    static readonly string[] KnownMembers = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    /// <summary>Null when it has an error.</summary>
    public static PolicyStatement? Parse(JsonElement element, string path, int index, ProblemList problems)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.SyntaxError(path, "a statement is a JSON object");
            return null;
        }

        var members = problems.Members(element, path);
        RefuseUnknown(members, path, problems);
        var sid = ParseSid(members, path, problems);
        var isAllow = ParseEffect(members, path, problems);
        var actions = ParseOneOf("Action", "NotAction", members, path, problems);
        var resources = ParseOneOf("Resource", "NotResource", members, path, problems);
        var conditions = members.TryGetValue("Condition", out var condition) ? ConditionParser.Parse(condition, $"{path}.Condition", problems) : [];
        if (isAllow is null || actions is null || resources is null || conditions is null)
        {
            return null;
        }

        var statement = new PolicyStatement
        {
            Index = index,
            Sid = sid,
            IsAllow = isAllow.Value,
            Actions = [.. actions.Value.Texts.Select(item => TextPattern.Parse(item.Text, PatternSyntax.Action))],
            ActionsExcluded = actions.Value.IsExcluded,
            Resources = [.. resources.Value.Texts.Select(item => TextPattern.Parse(item.Text, PatternSyntax.Resource))],
            ResourcesExcluded = resources.Value.IsExcluded,
            Conditions = conditions,
        };
        ActionCheck.Check(statement, actions.Value.Texts, problems);
        ResourceCheck.Check(statement, resources.Value.Texts, problems);
        return statement;
    }

    static void RefuseUnknown(Dictionary<string, JsonElement> members, string path, ProblemList problems)
    {
        foreach (var name in PrincipalMembers.Where(members.Remove))
        {
            problems.SyntaxError(ProblemList.PathTo(path, name), "an AWS IoT policy names no principal: it holds for what it is attached to");
        }

        problems.RefuseUnknown(members, path, KnownMembers);
    }

    public static string? ParseSid(Dictionary<string, JsonElement> members, string path, ProblemList problems)
    {
        if (!members.TryGetValue("Sid", out var sid))
        {
            return null;
        }

        if (sid.ValueKind == JsonValueKind.String)
        {
            return sid.GetString();
        }

        problems.SyntaxError($"{path}.Sid", "a string is expected here");
        return null;
    }

    public static bool? ParseEffect(Dictionary<string, JsonElement> members, string path, ProblemList problems)
    {
        if (!members.TryGetValue("Effect", out var effect) || effect.ValueKind != JsonValueKind.String)
        {
            problems.SyntaxError($"{path}.Effect", "Allow or Deny is expected here");
            return null;
        }

        switch (effect.GetString()!)
        {
            case "Allow":
                return true;
            case "Deny":
                return false;
            case var other:
                problems.Error($"{path}.Effect", MalformedText.Effect(other), "it is Allow or Deny, spelt so");
                return null;
        }
    }

    /// <summary>A list under its plain or its Not name: exactly one of them, and not empty.</summary>
    public static (bool IsExcluded, List<(string Path, string Text)> Texts)? ParseOneOf(
        string name, string notName, Dictionary<string, JsonElement> members, string path, ProblemList problems)
    {
        var isExcluded = !members.TryGetValue(name, out var element);
        if (members.TryGetValue(notName, out var excluded) != isExcluded)
        {
            problems.SyntaxError(path, isExcluded ? $"a statement needs {name}" : $"{name} and {notName} exclude each other");
            return null;
        }

        var listPath = $"{path}.{(isExcluded ? notName : name)}";
        var texts = problems.Strings(isExcluded ? excluded : element, listPath);
        if (texts.Count == 0 || texts.Exists(item => item.Text.Length == 0))
        {
            problems.SyntaxError(listPath, "at least one string is expected here, and none may be empty");
            return null;
        }

        return (isExcluded, texts);
    }
}
