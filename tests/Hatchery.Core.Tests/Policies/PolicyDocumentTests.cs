using CsCheck;
using Hatchery.Core.Policies;

namespace Hatchery.Core.Tests.Policies;

public sealed class PolicyDocumentTests
{
    const string Syntax = "Invalid policy syntax.";
    const string Good = """{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["iot:Publish"],"Resource":"arn:aws:iot:us-east-1:1:topic/${iot:ClientId}","Condition":{"Bool":{"iot:Connection.Thing.IsAttached":true}}}]}""";

    [Theory]
    // The document.
    [InlineData("", "$", Syntax, "empty")]
    [InlineData("   ", "$", Syntax, "empty")]
    [InlineData("null", "$", Syntax, "JSON object")]
    [InlineData("[]", "$", Syntax, "JSON object")]
    [InlineData("{", "$", Syntax, "line 1")]
    [InlineData("file://policy.json", "$", Syntax, "file://PATH")]
    [InlineData("policy.json", "$", Syntax, "looks like a path")]
    [InlineData("./policies/claim", "$", Syntax, "write file:// in front")]
    [InlineData("{}", "$.Statement", "Policy has no statements", "")]
    [InlineData("""{"Statement":[]}""", "$.Statement", "Policy has no statements", "")]
    [InlineData("""{"Statement":null}""", "$.Statement", "Policy has no statements", "")]
    [InlineData("""{"Statement":"x"}""", "$.Statement", Syntax, "array of statements")]
    [InlineData("""{"Statement":[1]}""", "$.Statement[0]", Syntax, "JSON object")]
    [InlineData("""{"Version":"2008-10-17","Statement":[]}""", "$.Version", "Unknown policy document version. It must be version 2012-10-17", "")]
    [InlineData("""{"Version":20121017,"Statement":[]}""", "$.Version", "Unknown policy document version. It must be version 2012-10-17", "")]
    [InlineData("""{"Statements":[]}""", "$.Statements", Syntax, "did you mean Statement?")]
    [InlineData("""{"Id":1,"Statement":[]}""", "$.Id", Syntax, "string")]
    [InlineData("""{"Statement":[],"Statement":[]}""", "$.Statement", Syntax, "twice")]
    [InlineData("""{"Statement":"\ud800"}""", "$", Syntax, null)]
    [InlineData("""{"Version":"\ud800"}""", "$", Syntax, "half a character")]
    [InlineData("""{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":1}}}}}}}}""", "$.a", Syntax, "unknown")]
    [InlineData("""{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{}}}}}}}}}""", "$", Syntax, "at most 8 levels")]
    public void Refuses_a_bad_document(string json, string path, string message, string? help)
    {
        if (help is not null)
        {
            AssertError(json, path, message, help);
        }

        Assert.Null(PolicyDocument.Parse(json).Document);
    }

    [Theory]
    [InlineData("""{"Effect":"Permit","Action":"iot:Connect","Resource":"*"}""", ".Effect", "Invalid effect: Permit", "Allow or Deny")]
    [InlineData("""{"Effect":"allow","Action":"iot:Connect","Resource":"*"}""", ".Effect", "Invalid effect: allow", "spelt so")]
    [InlineData("""{"Action":"iot:Connect","Resource":"*"}""", ".Effect", Syntax, "Allow or Deny")]
    [InlineData("""{"Effect":"Allow","Resource":"*"}""", "", Syntax, "needs Action")]
    [InlineData("""{"Effect":"Allow","Action":[],"Resource":"*"}""", ".Action", Syntax, "at least one")]
    [InlineData("""{"Effect":"Allow","Action":"","Resource":"*"}""", ".Action", Syntax, "none may be empty")]
    [InlineData("""{"Effect":"Allow","Action":["iot:Connect",7],"Resource":"*"}""", ".Action[1]", Syntax, "string")]
    [InlineData("""{"Effect":"Allow","Action":"a","NotAction":"b","Resource":"*"}""", "", Syntax, "exclude each other")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect"}""", "", Syntax, "needs Resource")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":{}}""", ".Resource", Syntax, "string")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"\\"}""", ".Resource", "The following resources are invalid : \\", "ARN")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":["*","client/x"]}""", ".Resource[1]", "The following resources are invalid : client/x", "ARN")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"arn:aws:iot:us-east-1:client/x"}""", ".Resource", "The following resources are invalid : arn:aws:iot:us-east-1:client/x", "too few parts")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"arn:aws:iot:<aws-region>:<aws-account-id>:*"}""", ".Resource", "The following resources are invalid : arn:aws:iot:<aws-region>:<aws-account-id>:*", "placeholder")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"*","Principal":"*"}""", ".Principal", Syntax, "no principal")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"*","Conditions":{}}""", ".Conditions", Syntax, "did you mean Condition?")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"*","Sid":1}""", ".Sid", Syntax, "string")]
    [InlineData("""{"Effect":"Allow","Effect":"Deny","Action":"iot:Connect","Resource":"*"}""", ".Effect", Syntax, "twice")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"*","Condition":[]}""", ".Condition", Syntax, "operator, key, value")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"*","Condition":{"StringEqual":{}}}""", ".Condition.StringEqual", Syntax, "did you mean StringEquals?")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"*","Condition":{"NullIfExists":{"iot:ClientId":"true"}}}""", ".Condition.NullIfExists", Syntax, "unknown condition operator")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"*","Condition":{"StringEquals":"x"}}""", ".Condition.StringEquals", Syntax, "keys and values")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"*","Condition":{"StringEquals":{"iot:ClientId":[{}]}}}""", ".Condition.StringEquals['iot:ClientId'][0]", Syntax, "string, a number")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/33"}}}""", ".Condition.IpAddress['aws:SourceIp']", Syntax, "no value for IpAddress")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"*","Condition":{"NumericLessThan":{"iot:ClientId":"ten"}}}""", ".Condition.NumericLessThan['iot:ClientId']", Syntax, "no value")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"*","Condition":{"DateLessThan":{"iot:ClientId":"soon"}}}""", ".Condition.DateLessThan['iot:ClientId']", Syntax, "no value")]
    [InlineData("""{"Effect":"Allow","Action":"iot:Connect","Resource":"*","Condition":{"Bool":{"iot:ClientId":"1"}}}""", ".Condition.Bool['iot:ClientId']", Syntax, "no value")]
    public void Refuses_a_bad_statement(string statement, string path, string message, string help)
    {
        AssertError($$"""{"Statement":{{statement}}}""", "$.Statement" + path, message, help);
        AssertError($$"""{"Statement":[{{statement}}]}""", "$.Statement[0]" + path, message, help);
    }

    [Fact]
    public void Reports_every_problem_not_just_the_first()
    {
        var (document, problems) = PolicyDocument.Parse("""{"Version":"1","Statement":[{"Effect":"No","Action":"a","Resource":"x"},{"Effect":"Allow","Action":"b","Resource":"*"},{"Effect":"No"}]}""");
        Assert.Null(document);
        Assert.Equal(
            ["$.Version", "$.Statement[0].Effect", "$.Statement[2].Effect", "$.Statement[2]", "$.Statement[2]"],
            problems.Where(p => p.Severity == ProblemSeverity.Error).Select(p => p.Path));
    }

    [Theory]
    [InlineData("iot:Subscribe", "arn:aws:iot:us-east-1:1:topic/a", ".Resource", "iot:Subscribe needs topicfilter/, not topic/")]
    [InlineData("iot:Publish", "arn:aws:iot:us-east-1:1:topicfilter/a", ".Resource", "iot:Publish needs topic/")]
    [InlineData("iot:Connect", "arn:aws:iot:us-east-1:1:topic/a", ".Resource", "iot:Connect needs client/")]
    [InlineData("iot:Publish", "arn:aws:iot:us-east-1:1:topic/$(iot:ClientId)", ".Resource", "plain text")]
    [InlineData("iot:Publish", "arn:aws:iot:us-east-1:1:topic/${iot:ClientId", ".Resource", "without its }")]
    [InlineData("iot:Publish", "arn:aws:iot:us-east-1:1:topic/${iot:ClientID2}", ".Resource", "no variable is named iot:ClientID2")]
    [InlineData("iot:Publish", "arn:aws:iot:us-east-1:1:topic/${cognito-identity.amazonaws.com:sub}", ".Resource", "Cognito")]
    [InlineData("iot:Publish", "arn:aws:iot:us-east-1:1:topic/${iot:Certificate.Subject.CommonName.2}", ".Resource", "by position")]
    [InlineData("iot:Publish", "arn:aws:iot:us-east-1:1:topic/${iot:ConnectAttributes}", ".Resource", "condition key")]
    [InlineData("iot:Publsh", "*", ".Action", "did you mean iot:Publish?")]
    [InlineData("s3:GetObject", "*", ".Action", "never asked for")]
    [InlineData("iot:UpdateThingShadow", "*", ".Action", "not asked for by this server yet")]
    [InlineData("greengrass:*", "*", ".Action", "Greengrass")]
    public void Warns_of_what_can_never_work(string action, string resource, string path, string message)
    {
        var (document, problems) = PolicyDocument.Parse($$"""{"Statement":{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"} }""");
        Assert.NotNull(document);
        var problem = Assert.Single(problems);
        Assert.Equal(ProblemSeverity.Warning, problem.Severity);
        Assert.Equal("$.Statement" + path, problem.Path);
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void Warns_of_a_variable_in_a_Deny()
    {
        var (_, problems) = PolicyDocument.Parse("""{"Statement":{"Effect":"Deny","Action":"iot:Publish","Resource":"arn:aws:iot:us-east-1:1:topic/${iot:ClientId}"}}""");
        Assert.Contains("Deny matches nothing", Assert.Single(problems).Message);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("arn:aws:iot:us-east-1:1:*")]
    [InlineData("arn:aws-cn:iot:cn-north-1:1:client/x")]
    [InlineData("arn:aws:iot:*")]
    [InlineData("arn:*")]
    [InlineData("a*")]
    [InlineData("arn:aws:iot:us-east-1:1:/$aws/events/*")]
    [InlineData("arn:aws:greengrass:us-east-1:1:components:x:versions:1")]
    [InlineData("arn:aws:iot:${iot:DomainName}:1:topic/x")]
    public void Accepts_any_resource_that_may_be_an_ARN(string resource) =>
        Assert.NotNull(PolicyDocument.Parse($$"""{"Statement":{"Effect":"Allow","Action":"*","Resource":"{{resource}}"} }""").Document);

    [Fact]
    public void A_good_document_has_no_problems()
    {
        var (document, problems) = PolicyDocument.Parse(Good);
        Assert.NotNull(document);
        Assert.Empty(problems);
    }

    [Fact]
    public void The_limit_counts_characters_without_white_space()
    {
        var shell = """{"Statement":{"Effect":"Allow","Action":"iot:Connect","Resource":"*","Sid":""}}""";
        string Document(int length) => shell.Replace("\"\"", "\"" + new string('a', length - shell.Length) + "\"");
        Assert.Equal(Limits.PolicyDocumentMax, Document(Limits.PolicyDocumentMax).Length);

        Assert.NotNull(PolicyDocument.Parse(Document(Limits.PolicyDocumentMax)).Document);
        Assert.NotNull(PolicyDocument.Parse(Document(Limits.PolicyDocumentMax).Replace(",", " \n\t,", StringComparison.Ordinal)).Document);
        AssertError(Document(Limits.PolicyDocumentMax + 1), "$", "Policy document is too long: 2049 characters", "");
    }

    [Fact]
    public void The_raw_limit_holds_before_anything_is_read()
    {
        Assert.NotNull(PolicyDocument.Parse(Good.PadRight(Limits.PolicyDocumentRawMax)).Document);
        AssertError(Good.PadRight(Limits.PolicyDocumentRawMax + 1), "$", Syntax, "404601 characters");
    }

    [Fact]
    public void Throws_AWSs_error_with_the_place()
    {
        var error = Assert.Throws<AwsError>(() => PolicyDocument.ParseOrThrow("""{"Statement":{"Effect":"Permit","Action":"iot:Connect","Resource":"x"}}"""));
        Assert.Equal(AwsErrorCode.MalformedPolicy, error.Code);
        Assert.StartsWith("Policy document is Malformed: Invalid effect: Permit ($.Statement.Effect", error.Message);
    }

    [Fact]
    public void No_text_makes_Parse_throw() => Gen.String.Sample(AssertHarmless, iter: 2_000);

    [Fact]
    public void No_damage_to_a_good_document_makes_Parse_throw() =>
        Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Int[0, 20], Gen.String[Gen.Char["{}[]\",:\\u$*?\ud800ax1 "], 0, 5]).Sample(
            (at, length, text) => AssertHarmless(string.Concat(Good.AsSpan(0, at), text, Good.AsSpan(Math.Min(Good.Length, at + length)))),
            iter: 10_000);

    static void AssertHarmless(string json)
    {
        var (document, problems) = PolicyDocument.Parse(json);
        Assert.Equal(document is null, problems.Any(problem => problem.Severity == ProblemSeverity.Error));
        if (document is null)
        {
            Assert.Throws<AwsError>(() => PolicyDocument.ParseOrThrow(json));
        }
    }

    static void AssertError(string json, string path, string message, string help)
    {
        var (document, problems) = PolicyDocument.Parse(json);
        Assert.Null(document);
        Assert.Contains(problems, p => p.Severity == ProblemSeverity.Error && p.Path == path && p.Message.StartsWith(message, StringComparison.Ordinal) && (p.Help ?? "").Contains(help));
    }
}
