using System.Text.Json;
using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Explanation;
using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies.Linting;

/// <summary>A parsed policy together with where its parts stand in the document, and questions that several rules ask of it.</summary>
sealed class LintedPolicy
{
    const string PrefixOfNobody = "arn:aws:iot:us-east-1:000000000000:";

    LintedPolicy(string json, bool hasVersion, IReadOnlyList<LintedStatement> statements, LintScope scope)
    {
        Json = json;
        HasVersion = hasVersion;
        Statements = statements;
        Scope = scope;
        Prefix = scope.Account?.IotArn("", "").TrimEnd('/') ?? Resources.Select(resource => resource.Arn?.Prefix).FirstOrDefault(prefix => prefix is not null) ?? PrefixOfNobody;
        IsClaim = scope.IsClaim ?? LooksLikeClaim();
    }

    public string Json { get; }

    public bool HasVersion { get; }

    public IReadOnlyList<LintedStatement> Statements { get; }

    public LintScope Scope { get; }

    /// <summary>What ARNs begin with here: the server's account, else the first that the policy names.</summary>
    public string Prefix { get; }

    /// <summary>It is for claim certificates, which may do nothing but provision themselves.</summary>
    public bool IsClaim { get; }

    public IEnumerable<LintedStatement> Allows => Statements.Where(statement => statement.IsAllow);

    public IEnumerable<LintedStatement> Denies => Statements.Where(statement => !statement.IsAllow);

    public IEnumerable<LintedText> Resources => Statements.SelectMany(statement => statement.Resources);

    /// <param name="document">Of the same text.</param>
    public static LintedPolicy Of(string json, PolicyDocument document, LintScope scope)
    {
        using var parsed = JsonDocument.Parse(json);
        var element = parsed.RootElement.GetProperty("Statement");
        var statements = element.ValueKind == JsonValueKind.Array
            ? document.Statements.Select(statement => LintedStatement.Of(statement, element[statement.Index], $"$.Statement[{statement.Index}]"))
            : document.Statements.Select(statement => LintedStatement.Of(statement, element, "$.Statement"));
        return new LintedPolicy(json, parsed.RootElement.TryGetProperty("Version", out _), [.. statements], scope);
    }

    /// <summary>Some connection may do this: an Allow covers it under some condition, and no Deny does without one.</summary>
    /// <param name="resource">What follows the account in the ARN, e.g. <c>topic/a/b</c>.</param>
    public bool Could(string action, string resource) =>
        Allows.Any(statement => statement.Covers(action, Prefix + resource))
        && !Denies.Any(statement => statement.Statement.Conditions.Count == 0 && statement.Covers(action, Prefix + resource));

    /// <summary>A device may publish a request, such as <c>$aws/certificates/create</c>, in one of its formats.</summary>
    public bool CouldAsk(string request) => ProvisioningTopics.Formats.Any(format => Could("iot:Publish", $"topic/{request}/{format}"));

    /// <summary>Some resource may be the object of the action.</summary>
    public bool Could(string action) => Allows.Any(statement => statement.Asks(action));

    // A device policy that lets the device renew its certificate names the same topics, and its thing besides.
    bool LooksLikeClaim() =>
        Allows.SelectMany(statement => statement.Resources).Any(resource => ProvisioningTopics.Named(resource.Text))
        && !Resources.Any(resource => resource.Pattern.Variables.Any(variable => variable.IsOfThing));
}

/// <summary>A statement and where it stands.</summary>
sealed record LintedStatement(PolicyStatement Statement, string Path, IReadOnlyList<LintedText> Actions, IReadOnlyList<LintedText> Resources)
{
    /// <summary>A connection of which nothing is known: variables have no value.</summary>
    static readonly PolicyContext Anyone = new();

    public bool IsAllow => Statement.IsAllow;

    public bool IsConditional => Statement.Conditions.Count > 0;

    /// <summary>The thing is proven to be attached to the certificate.</summary>
    public bool DemandsAttachment => Statement.Conditions.Any(condition => condition.Key.Name == "iot:Connection.Thing.IsAttached");

    public bool Asks(string action) => Statement.MatchesAction(action, Anyone);

    /// <summary>Whatever its conditions say.</summary>
    public bool Covers(string action, string arn) => Asks(action) && Statement.MatchesResource(arn, Anyone);

    /// <summary>The resources by themselves that match; none for a NotResource, which names what is left out.</summary>
    public IEnumerable<LintedText> Matching(params IEnumerable<string> arns) => Statement.ResourcesExcluded
        ? []
        : Resources.Where(resource => arns.Any(arn => resource.Pattern.Matches(arn, new MatchScope(Anyone, LiteralsStay: !IsAllow))));

    public static LintedStatement Of(PolicyStatement statement, JsonElement json, string path) => new(
        statement,
        path,
        Texts(statement.Actions, json, path, statement.ActionsExcluded ? "NotAction" : "Action"),
        Texts(statement.Resources, json, path, statement.ResourcesExcluded ? "NotResource" : "Resource"));

    static IReadOnlyList<LintedText> Texts(IReadOnlyList<TextPattern> patterns, JsonElement json, string path, string member) =>
        json.GetProperty(member).ValueKind == JsonValueKind.Array
            ? [.. patterns.Select((pattern, i) => new LintedText($"{path}.{member}[{i}]", pattern))]
            : [new LintedText($"{path}.{member}", patterns[0])];
}

/// <summary>An action or resource and where it stands.</summary>
sealed record LintedText(string Path, TextPattern Pattern)
{
    public string Text => Pattern.Source;

    /// <summary>From the type on, as people look at it.</summary>
    public string Tail => ArnText.Tail(Text);

    /// <summary>Null when a wildcard or variable stands before the rest.</summary>
    public ArnText? Arn => ArnText.TryParse(Text);

    /// <summary>The rest of a resource of this type; null for another one.</summary>
    public string? RestOf(string type) => Tail.StartsWith(type + "/", StringComparison.Ordinal) ? Tail[(type.Length + 1)..] : null;
}
