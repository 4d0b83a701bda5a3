using Hatchery.Core.Policies;

namespace Hatchery.Core.Tests.Policies;

/// <summary>Runs every case of <c>tests/Cases/policies/*.json</c>; add one there, no C# needed.</summary>
public sealed class PolicyCasesTests
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases", "policies");

    static readonly Dictionary<string, PolicyCase> Cases = Directory.GetFiles(Folder, "*.json")
        .SelectMany(file => PolicyCase.Load(file).Select(c => (Name: $"{Path.GetFileNameWithoutExtension(file)}: {c.Name}", Case: c)))
        .ToDictionary(c => c.Name, c => c.Case);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Decides_as_the_case_expects(string name)
    {
        var given = Cases[name];
        var policies = given.Attached();
        Assert.NotEmpty(given.Requests);
        Assert.All(given.Requests, request =>
        {
            var decision = PolicyEvaluator.Evaluate(policies, request.Action, request.Arn, (request.Context ?? given.Context).ToContext());
            Assert.True(request.Expect == Word(decision), $"{request.Action} on {request.Resource}: {decision.Explain()}");
            Assert.Contains(request.Reason ?? "", decision.Explain());
        });
    }

    static string Word(Decision decision) => decision switch
    {
        Decision.Allowed => "allowed",
        Decision.Denied => "denied",
        _ => "noMatch",
    };
}
