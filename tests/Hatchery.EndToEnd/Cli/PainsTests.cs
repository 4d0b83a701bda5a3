using System.Text.RegularExpressions;
using Hatchery.Core.Diagnosis;

namespace Hatchery.Cli.Tests;

/// <summary>docs/pains.md answers each complaint, by names that exist.</summary>
public sealed partial class PainsTests
{
    const int Complaints = 34;

    static readonly string Docs = Path.Combine(RootOf(AppContext.BaseDirectory), "docs");
    static readonly string[] Lines = File.ReadAllLines(Path.Combine(Docs, "pains.md"));

    [Fact]
    public void Each_complaint_has_a_row_with_an_answer()
    {
        var rows = Lines.Select(line => Row().Match(line)).Where(row => row.Success).ToList();

        Assert.Equal(Enumerable.Range(1, Complaints), rows.Select(row => int.Parse(row.Groups["number"].Value)));
        Assert.All(rows, row => Assert.True(row.Groups["answer"].Value.Trim().Length > 0, row.Value));
    }

    [Fact]
    public void Each_cause_and_rule_named_is_one()
    {
        var causes = CauseRegistry.All.Select(cause => cause.Id).ToHashSet();
        var rules = File.ReadLines(Path.Combine(Docs, "lint-rules.md")).SelectMany(line => RuleId().Matches(line.Split('|') is [_, var first, ..] ? first : "")).Select(id => id.Groups["id"].Value).ToHashSet();
        var links = Lines.SelectMany(line => NamedLink().Matches(line)).ToList();

        Assert.NotEmpty(rules);
        Assert.InRange(links.Count, 40, 200);
        Assert.All(links, link =>
        {
            var (name, target) = (link.Groups["name"].Value, link.Groups["target"].Value);
            if (target == "lint-rules.md")
            {
                Assert.Contains(name, rules);
                return;
            }

            Assert.Equal($"causes/{name}.md", target);
            Assert.Contains(name, causes);
        });
    }

    [Fact]
    public void Each_link_leads_somewhere() => Assert.All(Lines.SelectMany(line => Link().Matches(line)).Select(link => link.Groups["target"].Value), target =>
    {
        var parts = target.Split('#');
        var file = parts[0] is "" ? "pains.md" : parts[0];
        Assert.True(File.Exists(Path.Combine(Docs, file)), target);
        if (parts is [_, var anchor])
        {
            Assert.Contains(anchor, File.ReadLines(Path.Combine(Docs, file)).Where(line => line.StartsWith('#')).Select(heading => heading.TrimStart('#', ' ').ToLowerInvariant().Replace(' ', '-')));
        }
    });

    [Fact]
    public void Each_command_named_is_there()
    {
        var verbs = Program.Verbs.Select(create => create(new TestTerminal().Terminal).Name).ToHashSet();
        var named = Lines.SelectMany(line => Verb().Matches(line)).Select(verb => verb.Groups["verb"].Value).Distinct().ToList();

        Assert.Contains("doctor", named);
        Assert.All(named, verb => Assert.Contains(verb, verbs));
    }

    static string RootOf(string folder) => File.Exists(Path.Combine(folder, "Hatchery.slnx")) ? folder : RootOf(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"\A\| (?<number>[0-9]+) \| [^|]+ \|(?<answer>[^|]+)\|\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<id>[a-z0-9-]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex RuleId();

    [GeneratedRegex(@"\[`(?<name>[^`]+)`\]\((?<target>[^)]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex NamedLink();

    [GeneratedRegex(@"\]\((?<target>[^)]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"`hatchery (?<verb>[a-z-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Verb();
}
