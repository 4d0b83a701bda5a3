using System.Text.Json;

namespace Hatchery.Core.Policies.Parsing;

/// <summary>Collects what is wrong with a document, and reads the shapes that every part of it shares.</summary>
sealed class ProblemList
{
    readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> All => _problems;

    public bool HasErrors => _problems.Exists(problem => problem.Severity == ProblemSeverity.Error);

    public void Error(string path, string message, string? help = null) => _problems.Add(new Problem(path, message, help));

    public void SyntaxError(string path, string help) => Error(path, MalformedText.Syntax, help);

    /// <param name="rule">The stable id of the warning.</param>
    public void Warn(string path, string rule, string message, string? help = null) =>
        _problems.Add(new Problem(path, message, help, ProblemSeverity.Warning) { Rule = rule });

    /// <summary>The members of an object, each name once. A second member of the same name is an error: readers differ in which one they take.</summary>
    public Dictionary<string, JsonElement> Members(JsonElement element, string path)
    {
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in element.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
            {
                SyntaxError(PathTo(path, member.Name), "this name stands twice in the same object");
            }
        }

        return members;
    }

    /// <summary>Reports members that AWS doesn't know.</summary>
    public void RefuseUnknown(Dictionary<string, JsonElement> members, string path, string[] known)
    {
        foreach (var name in members.Keys.Where(name => !known.Contains(name)))
        {
            SyntaxError(PathTo(path, name), NearMiss.Of(name, known) is { } meant
                ? $"unknown member, did you mean {meant}?"
                : $"unknown member, the members here are {string.Join(", ", known)}");
        }
    }

    /// <summary>A string, or an array of strings, each with its path.</summary>
    public List<(string Path, string Text)> Strings(JsonElement element, string path)
    {
        var texts = new List<(string, string)>();
        if (element.ValueKind != JsonValueKind.Array)
        {
            Add(element, path);
            return texts;
        }

        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            Add(item, $"{path}[{index++}]");
        }

        return texts;

        void Add(JsonElement item, string itemPath)
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                texts.Add((itemPath, item.GetString()!));
                return;
            }

            SyntaxError(itemPath, "a string is expected here");
        }
    }

    public static string PathTo(string path, string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $"{path}.{name}" : $"{path}['{name}']";
}
