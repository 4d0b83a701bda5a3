using Hatchery.Core.Linting;
using Hatchery.Core.Templates.Linting;

namespace Hatchery.Core.Tests.Templates.Linting;

/// <summary>Bodies by themselves are in <c>tests/Cases/lint/templates.json</c>; here is what else is known.</summary>
public sealed class TemplateLintTests
{
    const string Body = """
        {"Parameters":{"S":{"Type":"String"}},"Resources":{
          "t":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Ref":"S"}}},
          "c":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}},
          "p":{"Type":"AWS::IoT::Policy","Properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Connect","Resource":"arn:aws:iot:eu-west-1:000000000000:client/a"}]}}}}}
        """;

    [Fact]
    public void Without_a_hook_existing_things_can_be_taken_over()
    {
        Assert.Contains(TemplateLint.Check(Body, LintScope.Nothing, hasHook: false), problem => problem is { Rule: "takes-over-existing-things", Path: "$.Resources.t.Properties.ThingName" });
        Assert.DoesNotContain(TemplateLint.Check(Body, LintScope.Nothing, hasHook: true), problem => problem.Rule == "takes-over-existing-things");
        Assert.DoesNotContain(TemplateLint.Check(Body, LintScope.Nothing), problem => problem.Rule == "takes-over-existing-things");
    }

    [Fact]
    public void An_inline_policy_is_judged_against_the_server()
    {
        var problems = TemplateLint.Check(Body, new LintScope { Account = new AwsAccount("us-east-1", "000000000000") });

        var problem = Assert.Single(problems, problem => problem.Rule == "foreign-arn");
        Assert.Equal("$.Resources.p.Properties.PolicyDocument.Statement[0].Resource", problem.Path);
    }
}
