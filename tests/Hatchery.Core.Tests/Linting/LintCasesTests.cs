using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Linting;
using Hatchery.Core.Templates.Linting;

namespace Hatchery.Core.Tests.Linting;

/// <summary>Runs every case of <c>tests/Cases/lint/*.json</c>; add one there, no C# needed.</summary>
public sealed class LintCasesTests
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases", "lint");

    static readonly Dictionary<string, LintCase> Cases = Directory.GetFiles(Folder, "*.json")
        .SelectMany(file => LintCase.Load(file).Select(c => (Name: $"{Path.GetFileNameWithoutExtension(file)}: {c.Name}", Case: c)))
        .ToDictionary(c => c.Name, c => c.Case);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Says_what_the_case_expects(string name)
    {
        var given = Cases[name];
        var problems = Check(given);

        Assert.Equal(
            given.Findings.Order(StringComparer.Ordinal),
            problems.Where(problem => problem.Severity != ProblemSeverity.Info).Select(Short).Order(StringComparer.Ordinal));
        Assert.All(given.Remarks, remark => Assert.Contains("info " + remark, problems.Select(Short)));
        if (given.Message is { } message)
        {
            Assert.Contains(problems, problem => problem.Message.Contains(message, StringComparison.Ordinal));
        }

        if (given.Fix is { } fix)
        {
            Assert.Contains(problems, problem => problem.Help?.Contains(fix, StringComparison.Ordinal) == true);
        }
    }

    [Fact]
    public void Every_rule_of_lint_has_a_case()
    {
        var struck = Cases.Values.SelectMany(Check).Select(problem => problem.Rule).ToHashSet();

        Assert.Empty(PolicyRules.All.Select(rule => rule.Id).Concat(TemplateRules.All.Select(rule => rule.Id)).Except(struck).Except(OnlyWithAHookKnown));
    }

    [Fact]
    public void Every_finding_says_what_to_do() =>
        Assert.All(Cases.Values.SelectMany(Check).Where(problem => problem.Severity != ProblemSeverity.Error), problem => Assert.True(problem.Help is not null || Sentences.Contains(problem.Rule), problem.ToString()));

    [Fact]
    public void Every_rule_is_in_the_list_of_the_docs()
    {
        var docs = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "lint-rules.md"));
        Assert.All(Cases.Values.SelectMany(Check).Select(problem => problem.Rule).Distinct(), rule => Assert.Contains($"`{rule}`", docs, StringComparison.Ordinal));
    }

    /// <summary>Offline nobody knows whether a hook guards the template.</summary>
    static readonly string[] OnlyWithAHookKnown = ["takes-over-existing-things"];

    /// <summary>The parser's own, whose sentences hold the fix.</summary>
    static readonly string[] Sentences = ["unknown-action", "action-not-asked", "variable-without-value", "condition-key-in-text", "variable-form"];

    static IReadOnlyList<Problem> Check(LintCase given) => DocumentKind.Of(given.Json) == DocumentKind.Template
        ? TemplateLint.Check(given.Json, given.ToScope())
        : PolicyLint.Check(given.Json, given.ToScope());

    static string Short(Problem problem) => $"{problem.Severity.ToString().ToLowerInvariant()} {problem.Rule} {problem.Path}";
}
