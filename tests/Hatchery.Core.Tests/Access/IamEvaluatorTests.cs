namespace Hatchery.Core.Tests.Access;

public sealed class IamEvaluatorTests
{
    public static TheoryData<string> Names => [.. IamCase.Load().Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Decides_the_cases(string name)
    {
        var one = IamCase.Load().Single(one => one.Name == name);
        Assert.All(one.Requests, request => Assert.Equal((request, request.Expect), (request, one.Evaluate(request))));
    }
}
