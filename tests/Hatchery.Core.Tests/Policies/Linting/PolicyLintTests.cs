using CsCheck;
using Hatchery.Core.Linting;
using Hatchery.Core.Policies;
using Hatchery.Core.Policies.Linting;

namespace Hatchery.Core.Tests.Policies.Linting;

public sealed class PolicyLintTests
{
    static readonly LintScope Here = new() { Account = new AwsAccount("us-east-1", "000000000000"), Templates = ["fleet"] };

    static readonly Gen<string> Text = Among(
        "*", "iot:*", "iot:Connect", "iot:Subscribe", "arn:aws:iot:us-east-1:000000000000:topicfilter/$aws/certificates/create/*",
        "arn:aws:iot:us-east-1:000000000000:topic/a/${iot:ClientId}/+", "arn:aws:iot:*:*:client/${iot:Connection.Thing.ThingName}", "arn:aws:iot:us-east-1:1:topicfilter/", "${", "arn:*");

    static readonly Gen<string> Document = Gen.Select(Among("Allow", "Deny"), Text, Text, Among("Resource", "NotResource"), Among("Action", "NotAction"), Gen.Bool).Array[1, 4]
        .Select(statements => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements.Select(s => $$"""{"Effect":"{{s.Item1}}","{{s.Item5}}":{{(s.Item6 ? $"\"{s.Item2}\"" : $"[\"{s.Item2}\",\"iot:Publish\"]")}},"{{s.Item4}}":["{{s.Item3}}"]}"""))}}]}""");

    [Fact]
    public void No_document_makes_it_throw()
    {
        Gen.String.Sample(json => PolicyLint.Check(json, Here) is not null);
        Document.Sample(json => PolicyLint.Check(json, Here).All(problem => problem.Path.StartsWith('$')));
    }

    [Fact]
    public void Every_path_leads_into_the_document() => Document.Sample(json =>
    {
        var positions = new JsonPositions(json);
        return PolicyLint.Check(json, Here).All(problem => problem.Path is "$" or "$.Statement" || positions.Of(problem.Path).Column > 1);
    });

    /// <summary>Lint only adds to what the parser says: what AWS creates is never refused for it.</summary>
    [Fact]
    public void A_document_parses_whatever_lint_says_of_it() => Document.Sample(json =>
        PolicyDocument.Parse(json).Document is not null || PolicyLint.Check(json, Here).All(problem => problem.Rule is "malformed" || problem.Severity == ProblemSeverity.Warning));

    [Fact]
    public void Ids_are_used_once_and_look_like_ids()
    {
        var ids = PolicyRules.All.Select(rule => rule.Id).ToList();
        Assert.Distinct(ids);
        Assert.All(ids, id => Assert.Matches("^[a-z]+(-[a-z]+)*$", id));
    }

    static Gen<string> Among(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
