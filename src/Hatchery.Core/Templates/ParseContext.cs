using System.Text.Json;

namespace Hatchery.Core.Templates;

/// <summary>
/// One parse of a template: the problems found so far, and what expressions are checked against. Parameters and Mappings are
/// parsed before all that may refer to them.
/// </summary>
sealed class ParseContext(TemplateKind kind)
{
    /// <summary>Keys that say something to people alone. A leading underscore is a comment, too.</summary>
    static readonly string[] Comments = ["Description", "Metadata", "Comment"];

    readonly List<Problem> problems = [];

    public TemplateKind Kind => kind;

    public IReadOnlyList<Problem> Problems => problems;

    public bool Failed => problems.Exists(problem => problem.Severity == ProblemSeverity.Error);

    public IReadOnlyDictionary<string, TemplateParameter> Parameters { get; set; } = new Dictionary<string, TemplateParameter>();

    public TemplateMappings Mappings { get; set; } = new();

    /// <summary>Names of all that expressions refer to.</summary>
    public HashSet<string> References { get; } = [];

    public void Error(JsonPath path, string message, string? help = null) => problems.Add(new Problem(path.Text, message, help));

    /// <param name="rule">An id that never changes.</param>
    public void Warn(string rule, JsonPath path, string message, string help) =>
        problems.Add(new Problem(path.Text, message, help, ProblemSeverity.Warning) { Rule = rule });

    public void WarnOfMeaninglessKey(JsonPath path) => Warn("meaningless-key", path, "The key has no meaning in a provisioning template.", "Remove it: nothing reads it.");

    /// <summary>The problems of a policy document within the template, whose paths begin at the document's own root.</summary>
    public void IncludePolicy(JsonPath path, IEnumerable<Problem> inner)
    {
        foreach (var problem in inner)
        {
            var placed = problem with { Path = path.Text + problem.Path.TrimStart('$') };
            problems.Add(problem.Severity == ProblemSeverity.Error
                ? placed with { Message = $"Policy document is Malformed: {problem.Message}" }
                : placed with { Help = problem.Help ?? "Change the policy document." });
        }
    }

    /// <summary>An object's members; none, and an error, when it is no object.</summary>
    public IEnumerable<(string Name, JsonElement Value)> Members(JsonElement json, JsonPath path, string otherwise)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            return json.EnumerateObject().Select(member => (member.Name, member.Value));
        }

        Error(path, otherwise);
        return [];
    }

    /// <summary>Passes a comment, with a warning.</summary>
    public bool IsComment(JsonPath path, string name)
    {
        var isComment = Comments.Contains(name) || name.StartsWith('_');
        if (isComment)
        {
            WarnOfMeaninglessKey(path[name]);
        }

        return isComment;
    }

    /// <summary>Refuses a name that the language does not know, with the likeliest one that it does.</summary>
    public void Unknown(JsonPath path, string what, string name, IReadOnlyCollection<string> known)
    {
        var near = NearMiss.Hint(name, known);
        Error(path, $"{what} {NearMiss.Quote(name)} is not supported.{near}", near.Length > 0 ? null : $"It may be {string.Join(", ", known)}.");
    }

    /// <summary>
    /// A reference to a parameter that isn't declared is legal, since the device may send it all the same (AWS's guide has such
    /// templates), but it is more often a slip.
    /// </summary>
    public void CheckReference(JsonPath path, string name)
    {
        References.Add(name);
        if (Parameters.ContainsKey(name) || IsFilledIn(name))
        {
            return;
        }

        var consequence = kind switch
        {
            TemplateKind.Jitp => "nothing fills it in.",
            TemplateKind.Registration => "registrations fail unless the parameters have it.",
            _ => "registrations fail unless the device sends it.",
        };
        Warn(
            "undeclared-parameter",
            path,
            $"{NearMiss.Quote(name)} is not declared in Parameters: {consequence}{NearMiss.Hint(name, Parameters.Keys)}",
            "Declare it in Parameters, with a Default where it may be missing.");
    }

    bool IsFilledIn(string name) => kind switch
    {
        TemplateKind.Jitp => SubjectParameters.All.Contains(name),
        TemplateKind.FleetProvisioning => name == TemplateScope.CertificateIdName,
        _ => false,
    };
}
