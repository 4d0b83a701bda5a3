using CsCheck;
using Hatchery.Core.Access;
using Hatchery.Core.Policies;

namespace Hatchery.Core.Tests.Access;

public sealed class IamPolicyTests
{
    static readonly AwsAccount Account = new("us-east-1", "000000000000");

    [Theory]
    [InlineData("", "$")]
    [InlineData("{\"Statement\":1}", "$.Statement")]
    [InlineData("{\"Version\":\"2013-01-01\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}", "$.Version")]
    [InlineData("{\"Statement\":{\"Effect\":\"Alow\",\"Action\":\"*\",\"Resource\":\"*\"}}", "$.Statement.Effect")]
    [InlineData("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"CreateThing\",\"Resource\":\"*\"}]}", "$.Statement[0].Action")]
    [InlineData("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\"Resource\":\"thing/a\"}]}", "$.Statement[0].Resource")]
    [InlineData("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iot:*\"}]}", "$.Statement[0]")]
    [InlineData("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\"Resource\":\"*\",\"Principal\":\"*\"}]}", "$.Statement[0].Principal")]
    [InlineData("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\"Resource\":\"*\",\"Condition\":{\"StringSame\":{\"aws:username\":\"a\"}}}]}", "$.Statement[0].Condition.StringSame")]
    public void What_is_wrong_is_named_by_its_place(string document, string path)
    {
        var (policy, problems) = IamPolicy.Parse(document);
        Assert.Null(policy);
        Assert.Contains(path, problems.Select(problem => problem.Path));
    }

    [Fact]
    public void A_stored_document_that_cannot_be_read_denies_everything()
    {
        var caller = new Caller { Kind = CallerKind.User, Arn = "a", UserId = "u", AccessKeyId = "k", Policies = [AwsManagedPolicies.Parsed("arn:aws:iam::aws:policy/AdministratorAccess", Account)!, IamPolicy.ParseStored("{")] };
        Assert.Equal(IamDecision.ExplicitlyDenied, IamEvaluator.Evaluate(caller, "iot:ListThings", "*", new PolicyContext()));
    }

    [Fact]
    public void No_text_makes_the_parser_throw() => Gen.String.Sample(text =>
    {
        IamPolicy.Parse(text);
        TrustPolicy.Parse(text);
    });

    [Fact]
    public void Managed_policies_that_are_known_can_be_parsed() =>
        Assert.All(AwsManagedPolicies.Arns(Account), arn => Assert.Empty(IamPolicy.Parse(AwsManagedPolicies.Document(arn, Account)!).Problems));

    [Theory]
    [InlineData("AWSIoTConfigReadOnlyAccess", "iot:ListThings", true)]
    [InlineData("AWSIoTConfigReadOnlyAccess", "iot:CreateThing", false)]
    [InlineData("AWSIoTConfigReadOnlyAccess", "iam:ListUsers", false)]
    [InlineData("ReadOnlyAccess", "iam:ListUsers", true)]
    [InlineData("ReadOnlyAccess", "iot:TestAuthorization", true)]
    [InlineData("ReadOnlyAccess", "hatchery:ListAudit", true)]
    [InlineData("ReadOnlyAccess", "hatchery:CreateKey", false)]
    [InlineData("ReadOnlyAccess", "iot:RegisterThing", false)]
    [InlineData("ReadOnlyAccess", "sts:AssumeRole", false)]
    [InlineData("PowerUserAccess", "iot:CreateThing", true)]
    [InlineData("PowerUserAccess", "iam:CreateUser", false)]
    [InlineData("AWSIoTFullAccess", "iot:DeleteThing", true)]
    [InlineData("AWSIoTConfigAccess", "iot:UpdateThing", true)]
    [InlineData("AWSIoTConfigAccess", "iot:Publish", false)]
    public void Managed_policies_allow_what_AWS_does(string name, string action, bool allowed)
    {
        var caller = new Caller { Kind = CallerKind.User, Arn = "a", UserId = "u", AccessKeyId = "k", Policies = [AwsManagedPolicies.Parsed(AwsManagedPolicies.Arn(name, Account), Account)!] };
        Assert.Equal(allowed, IamEvaluator.Evaluate(caller, action, "*", new PolicyContext()) == IamDecision.Allowed);
    }
}
